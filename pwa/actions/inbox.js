import { keepLocal, readLocal } from '../db/local.js';

const MOST_IDS = 500;

/**
 * Notes that inbox items were read on this phone; the newest 500 are remembered.
 * @param {string[]} ids
 */
export async function markRead(ids) {
  const known = /** @type {string[]} */ ((await readLocal('read_inbox')) ?? []);
  const fresh = ids.filter((id) => !known.includes(id));
  if (fresh.length > 0) await keepLocal('read_inbox', [...known, ...fresh].slice(-MOST_IDS));
}
