import { announce } from './changes.js';
import { withDatabase } from './open.js';

/**
 * Small things of this phone only, by key:
 * `settings`, `bind_draft`, `read_inbox` (ids), `consents` (agreed versions), `server_time`,
 * `session_lost`, `had_cards` (eviction canary), `offline_check` (the last result),
 * `favourite_hospitals` (ids).
 */

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
  await withDatabase((database) =>
    value === undefined
      ? database.delete('local', key)
      : database.put('local', value, key).then(() => undefined),
  );
  announce({ kind: 'local', key, value });
}
