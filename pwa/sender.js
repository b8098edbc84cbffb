/* The worker's second script: what sends the outbox when a browser finds a network by itself. */

import { sendInBackground } from './sync/background.js';

/** @type {any} */ (globalThis).sendInBackground = sendInBackground;
