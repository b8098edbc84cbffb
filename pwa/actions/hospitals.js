import { changeLocal } from '../db/local.js';

/**
 * Marks a hospital as a favourite of this phone, or no longer.
 * @param {string} id
 */
export function toggleFavourite(id) {
  return changeLocal('favourite_hospitals', (/** @type {string[]} */ kept = []) => {
    const others = kept.filter((other) => other !== id);
    return others.length < kept.length ? others : [...kept, id];
  });
}
