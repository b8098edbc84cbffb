import { announce } from './changes.js';
import { withDatabase } from './open.js';

/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../lib/outbox.js').Draft} Draft */
/** @typedef {'outbox' | 'outbox_files' | 'outbox_parts' | 'drafts'} StoreName */
/**
 * @typedef {{
 *   get: (name: StoreName, key: string) => Promise<any>,
 *   all: (name: 'outbox' | 'outbox_files' | 'drafts') => Promise<any[]>,
 *   put: (name: StoreName, value: unknown, key?: IDBValidKey) => void,
 *   remove: (name: StoreName, key: IDBValidKey | IDBKeyRange) => void,
 * }} Pen
 */

/** @type {StoreName[]} */
const STORES = ['outbox', 'outbox_files', 'outbox_parts', 'drafts'];

/**
 * Everything that waits on this phone, without the bytes of files.
 * @returns {Promise<{entries: Entry[], files: KeptFile[], drafts: Draft[]}>}
 */
export function readOutbox() {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['outbox', 'outbox_files', 'drafts']);
    const [entries, files, drafts] = await Promise.all([
      transaction.objectStore('outbox').getAll(),
      transaction.objectStore('outbox_files').getAll(),
      transaction.objectStore('drafts').getAll(),
    ]);
    return { entries, files, drafts };
  });
}

/**
 * Changes the outbox in one transaction, all of it or nothing, and tells every tab. It is on the
 * disk when this returns, not only on its way there.
 * @template T
 * @param {(pen: Pen) => T | Promise<T>} change awaits nothing but what the pen gives; it may run
 *   twice
 * @param {{isNew?: boolean, hasArrived?: boolean}} [about] what tabs are told
 * @returns {Promise<T>}
 * @throws {DOMException} QuotaExceededError: the phone is full
 */
export async function changeOutbox(change, about = {}) {
  const result = await withDatabase(async (database) => {
    const transaction = database.transaction(STORES, 'readwrite', { durability: 'strict' });
    try {
      const given = await change(penFor(transaction));
      await transaction.done;
      return given;
    } catch (error) {
      await takeBack(transaction);
      throw transaction.error ?? error;
    }
  });
  announce({ kind: 'outbox', ...about });
  return result;
}

/**
 * Puts an entry in the place of another: what came after that one now comes after this.
 * @param {Pen} pen
 * @param {Entry} old
 * @param {Entry} next
 */
export async function replaceEntry(pen, old, next) {
  pen.remove('outbox', old.id);
  for (const entry of /** @type {Entry[]} */ (await pen.all('outbox'))) {
    if (!entry.after.includes(old.id)) continue;
    const after = entry.after.map((id) => (id === old.id ? next.id : id));
    pen.put('outbox', { ...entry, after });
  }
  pen.put('outbox', next);
}

/**
 * What fails shows in the transaction, so nobody has to wait for a single write.
 * @param {any} transaction
 * @returns {Pen}
 */
function penFor(transaction) {
  const store = (/** @type {StoreName} */ name) => transaction.objectStore(name);
  return {
    get: (name, key) => store(name).get(key),
    all: (name) => store(name).getAll(),
    put: (name, value, key) => void store(name).put(value, key).catch(nothing),
    remove: (name, key) => void store(name).delete(key).catch(nothing),
  };
}

/** @param {any} transaction */
async function takeBack(transaction) {
  try {
    transaction.abort();
  } catch {
    // It ended by itself, with the error that is thrown on.
  }
  await transaction.done.catch(nothing);
}

function nothing() {}
