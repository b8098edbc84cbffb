import { computed, signal } from '@preact/signals';
import { now, nowInstant } from '../lib/clock.js';

/** @typedef {'online' | 'weak' | 'offline'} ConnectionState */
/** @typedef {import('../lib/outcome.js').Contact} Contact */

const RECENT_MS = 2 * 60_000;

/**
 * What the last try of ours said about the network; `navigator.onLine` is never asked, since it
 * stays true with the server out of reach. Before the first try has ended it is 'online' with
 * the stored time, which claims no more than "updated then".
 */
const state = signal(/** @type {ConnectionState} */ ('online'));
const lastContact = signal(/** @type {string | null} */ (null));
const hasAnswered = signal(false);
let lastContactMs = 0;

/** Whether the server answers this page: its own last try was not in vain. */
export const isAnswering = computed(() => state.value !== 'offline' && hasAnswered.value);

/** {state, at: instant of the last successful contact, or null when there was none yet}. */
export const connection = computed(() => ({ state: state.value, at: lastContact.value }));

/**
 * Takes what sync/http.js saw of one request.
 * @param {Contact} contact
 */
export function noteContact(contact) {
  if (contact.kind === 'answer') {
    state.value = contact.isSlow ? 'weak' : 'online';
    hasAnswered.value = true;
    lastContactMs = now();
    lastContact.value = nowInstant();
  } else if (contact.kind === 'slow') {
    if (state.value === 'online') state.value = 'weak';
  } else {
    const wasRecent = contact.kind === 'timeout' && now() - lastContactMs < RECENT_MS;
    state.value = wasRecent ? 'weak' : 'offline';
  }
}

/**
 * Takes the time of the last success in an earlier life of the app, or in another tab.
 * @param {string | null} at UTC instant
 */
export function noteEarlierContact(at) {
  if (at && (!lastContact.value || at > lastContact.value)) lastContact.value = at;
}
