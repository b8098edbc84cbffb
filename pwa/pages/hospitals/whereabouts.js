import { signal } from '@preact/signals';

/** @typedef {import('../../lib/geo.js').Point} Point */

const WAIT_MS = 12_000;
const FRESH_MS = 300_000;

/** Where the parent is (WGS-84), once asked for and allowed: it stays on this phone. */
export const here = signal(/** @type {Point | null} */ (null));
/** What came of asking. */
export const asking = signal(/** @type {'' | 'asking' | 'refused' | 'unknown'} */ (''));

/** Asks the phone where it is: only ever on a tap. */
export function findHere() {
  if (!navigator.geolocation) {
    asking.value = 'unknown';
    return;
  }
  asking.value = 'asking';
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      here.value = { lat: coords.latitude, lon: coords.longitude };
      asking.value = '';
    },
    ({ code, PERMISSION_DENIED }) => {
      asking.value = code === PERMISSION_DENIED ? 'refused' : 'unknown';
    },
    { timeout: WAIT_MS, maximumAge: FRESH_MS },
  );
}

/** Back to the order by city. */
export function forgetHere() {
  here.value = null;
  asking.value = '';
}
