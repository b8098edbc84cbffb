import { batch, computed, signal } from '@preact/signals';
import { onChange } from '../db/changes.js';
import { readOutbox } from '../db/outbox.js';
import { itemsOf } from '../lib/outbox-items.js';
import { asOf } from './queries.js';

/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../lib/outbox.js').Draft} Draft */
/**
 * What an entry makes of the rows it will change on the server.
 * @typedef {(rows: any[], entry: Entry) => any[]} Overlay
 */

/** Everything in the outbox, oldest first; delivered ones stay for a week. */
export const entries = signal(/** @type {Entry[]} */ ([]));
/** Kept photos and documents, oldest first. */
export const files = signal(/** @type {KeptFile[]} */ ([]));
export const drafts = signal(/** @type {Draft[]} */ ([]));
/** Whether the outbox has been read from disk. */
export const outboxReady = signal(false);

/**
 * What is being done about it now.
 * @typedef {'sending' | 'empty' | 'no_signal' | 'later' | 'paused' | 'consents' | 'wifi' | 'busy'}
 *   Doing
 */
export const doing = signal(/** @type {Doing} */ ('empty'));

/** @param {Doing} now */
export function noteDoing(now) {
  doing.value = now;
}

/** What /outbox lists: the photos of one claim are one item. */
export const outboxItems = computed(() => itemsOf(entries.value, files.value));

/** How many items haven't been delivered. */
export const waitingCount = computed(
  () => outboxItems.value.filter(({ state }) => state !== 'delivered').length,
);

/** How many of them need somebody. */
export const turnCount = computed(
  () => outboxItems.value.filter(({ state }) => state === 'needs_you').length,
);

/**
 * How many unsent things, drafts among them, belong to a card.
 * @param {string} policyId
 */
export function unsentOf(policyId) {
  const own = (/** @type {{policy_id: string}} */ one) => one.policy_id === policyId;
  const unsent = outboxItems.value.filter((item) => own(item) && item.state !== 'delivered');
  return unsent.length + drafts.value.filter(own).length;
}

/** @type {Map<string, Map<string, Overlay>>} */
const overlays = new Map();

/**
 * Says how a command shows in a collection until the server's own row has come.
 * @param {string} command
 * @param {string} collection
 * @param {Overlay} overlay
 */
export function showIn(command, collection, overlay) {
  const known = overlays.get(command) ?? new Map();
  overlays.set(command, known.set(collection, overlay));
}

/**
 * Rows as they will be once everything in the outbox has arrived.
 * @template R
 * @param {string} collection
 * @param {R[]} rows
 * @returns {R[]}
 */
export function overlaid(collection, rows) {
  return entries.value.filter(isStillToCome).reduce((shown, entry) => {
    try {
      return overlays.get(entry.name)?.get(collection)?.(shown, entry) ?? shown;
    } catch (error) {
      // Written by an older app: it is sent as it is, and shows nowhere.
      console.error(error);
      return shown;
    }
  }, rows);
}

/** Reads the outbox now, and again after each change in any tab or in the worker. */
export function startOutbox() {
  onChange((change) => {
    if (change.kind === 'outbox') void read();
  });
  return read();
}

async function read() {
  const found = await readOutbox().catch(() => null);
  batch(() => {
    outboxReady.value = true;
    if (!found) return; // nothing can be kept in this window, which `diskRefused` says
    entries.value = found.entries.sort(byId);
    files.value = found.files.sort(byId);
    drafts.value = found.drafts;
  });
}

/**
 * A delivered entry still shows until a pull has brought its row.
 * @param {Entry} entry
 */
function isStillToCome({ state, delivered_at, policy_id }) {
  return state !== 'delivered' || (asOf(policy_id) ?? '') <= (delivered_at ?? '');
}

/**
 * @param {{id: string}} one
 * @param {{id: string}} other
 */
function byId(one, other) {
  return one.id < other.id ? -1 : 1;
}
