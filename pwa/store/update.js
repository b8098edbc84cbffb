import { signal } from '@preact/signals';
import { onChange } from '../db/changes.js';

const CHECK_AGAIN_MS = 60_000;

/** Whether a newer version of the app can be taken; it is offered, never forced. */
export const updateWaiting = signal(false);

/** @type {ServiceWorkerRegistration | null} */
let registration = null;
let lastCheckMs = Number.NEGATIVE_INFINITY;

/** Registers the service worker where there are some, and watches for a newer one. */
export async function startUpdates() {
  onChange((change) => {
    if (change.kind === 'outdated') offerUpdate();
  });
  if (!('serviceWorker' in navigator)) return;
  try {
    registration = await navigator.serviceWorker.register(workerAddress());
    watch(registration);
  } catch {
    // Refused or out of reach (a portal, a private window): the app works without it.
  }
}

/** A newer app is known to exist: without a service worker, opening the page anew brings it. */
export function offerUpdate() {
  updateWaiting.value = true;
}

/**
 * The server no longer understands apps of this generation; a build id begins with its own.
 * @param {string} oldest the oldest generation that it understands
 * @param {string} ours our build
 */
export function noteOldest(oldest, ours) {
  if (Number.parseInt(ours, 10) < Number.parseInt(oldest, 10)) offerUpdate();
}

/**
 * Takes the build that the server answers with. Builds are hashes, so another one only means
 * "look"; it is offered once it is here.
 * @param {string} theirs
 * @param {string} ours
 */
export function noteBuild(theirs, ours) {
  if (!theirs || theirs === ours || performance.now() - lastCheckMs < CHECK_AGAIN_MS) return;
  lastCheckMs = performance.now();
  if (registration) void registration.update().catch(() => {});
  else if (!navigator.serviceWorker?.controller) offerUpdate();
}

/** @param {ServiceWorkerRegistration} found */
function watch(found) {
  if (found.waiting && navigator.serviceWorker.controller) offerUpdate();
  found.addEventListener('updatefound', () => {
    const next = found.installing;
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && navigator.serviceWorker.controller) offerUpdate();
    });
  });
}

/** The only address that the Trusted Types policy lets pass. */
function workerAddress() {
  /** @type {any} */
  const trustedTypes = /** @type {any} */ (globalThis).trustedTypes;
  if (!trustedTypes) return '/sw.js';
  const policy = trustedTypes.createPolicy('tongka', {
    createScriptURL: (/** @type {string} */ address) => {
      if (address !== '/sw.js') throw new TypeError(`not our worker: ${address}`);
      return address;
    },
  });
  return policy.createScriptURL('/sw.js');
}
