import { signal } from '@preact/signals';
import { onChange } from '../db/changes.js';
import { trusted } from '../lib/trusted.js';

const CHECK_AGAIN_MS = 60_000;

/** Whether a newer version of the app can be taken; it is offered, never forced. */
export const updateWaiting = signal(false);

/** @type {ServiceWorkerRegistration | null} */
let registration = null;
/** Whether the last answer came from another build than this page. */
let isOvertaken = false;
let lastCheckMs = Number.NEGATIVE_INFINITY;

/** Registers the service worker where there are some, and watches for a newer one. */
export async function startUpdates() {
  onChange((change) => {
    if (change.kind === 'outdated') offerUpdate();
  });
  if (!('serviceWorker' in navigator)) return;
  try {
    registration = await navigator.serviceWorker.register(trusted('/sw.js'));
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
  isOvertaken = Boolean(theirs) && theirs !== ours;
  if (!isOvertaken || performance.now() - lastCheckMs < CHECK_AGAIN_MS) return;
  if (registration) {
    lastCheckMs = performance.now();
    void registration.update().catch(() => {});
  } else if (!navigator.serviceWorker?.controller) offerUpdate();
}

/**
 * A file of this build can't be had. If the server has moved on it never will be: the newer build
 * is offered then, whether or not a worker has it already.
 */
export function noteMissing() {
  if (isOvertaken) offerUpdate();
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
