import { announce } from './changes.js';
import { withDatabase } from './open.js';
import { forgetPicture } from './picture.js';

/**
 * Small things of this phone only, by key:
 * `settings`, `bind_draft`, `read_inbox` (ids), `read_notices` (id → version),
 * `consents` (agreed versions), `server_time`, `session_lost`, `data_version` (see files.js),
 * `had_cards` and `had_outbox` (eviction canaries), `photos_on_wifi`,
 * `outbox_forgotten` (what was cleared away 30 days after unbinding), `outbox_beat` (see beat.js),
 * `offline_check` (the last result), `favourite_hospitals` (ids),
 * `attempts` (bill id → what it went to pay, see store/payments.js),
 * `seen_intents` (ids of entries whose answers the parent has seen).
 */

/** What shows in the wallet. */
const PICTURED = ['settings', 'read_inbox', 'read_notices', 'consents', 'session_lost'];

/**
 * @param {string} key
 * @returns {Promise<any>} undefined when never kept
 */
export function readLocal(key) {
  return withDatabase((database) => database.get('local', key));
}

/**
 * Keeps a value, or forgets it when undefined, and tells every tab.
 * @param {string} key
 * @param {unknown} value anything that can be cloned
 */
export async function keepLocal(key, value) {
  await changeLocal(key, () => value);
}

/**
 * Keeps what becomes of a value, in one transaction, so that of two changes at the same time none
 * is lost; the same value means that there is nothing to change.
 * @param {string} key
 * @param {(before: any) => unknown} change from what is kept; a pure function, it may run twice
 */
export async function changeLocal(key, change) {
  if (PICTURED.includes(key)) await forgetPicture();
  const { before, after } = await withDatabase(async (database) => {
    const { store, done } = database.transaction('local', 'readwrite');
    const before = await store.get(key);
    const after = change(before);
    if (after === undefined) await store.delete(key);
    else if (after !== before) await store.put(after, key);
    await done;
    return { before, after };
  });
  if (after !== before) announce({ kind: 'local', key, value: after });
}
