import { refresh } from '../sync/loop.js';

/**
 * Brings this phone up to date now.
 * @throws {NoSignal | Refused}
 */
export function refreshNow() {
  return refresh();
}
