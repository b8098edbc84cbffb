import { changeLocal } from '../db/local.js';

const MOST_IDS = 500;

/**
 * Notes that inbox items were read on this phone; the newest 500 are remembered.
 * @param {string[]} ids
 */
export async function markRead(ids) {
  if (ids.length === 0) return;
  await changeLocal('read_inbox', (/** @type {string[]} */ known = []) => {
    const fresh = ids.filter((id) => !known.includes(id));
    return fresh.length > 0 ? [...known, ...fresh].slice(-MOST_IDS) : known;
  });
}
