import { keepLocal, readLocal } from '../db/local.js';

/**
 * Marks a hospital as a favourite of this phone, or no longer.
 * @param {string} id
 */
export async function toggleFavourite(id) {
  /** @type {string[]} */
  const kept = (await readLocal('favourite_hospitals')) ?? [];
  const others = kept.filter((other) => other !== id);
  await keepLocal('favourite_hospitals', others.length < kept.length ? others : [...kept, id]);
}
