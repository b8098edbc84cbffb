import { NotKept } from '../lib/outcome.js';

/** What is left free for rows, settings and the app itself. */
const MARGIN_BYTES = 4 * 1024 * 1024;

/**
 * Keeps something large if there is room for it, and says so in time if there isn't.
 * @template T
 * @param {number} bytes
 * @param {() => Promise<T>} keep
 * @returns {Promise<T>}
 * @throws {NotKept} no_room
 */
export async function whereRoom(bytes, keep) {
  const leftBytes = await roomLeft();
  if (leftBytes < bytes) throw new NotKept('no_room', leftBytes);
  try {
    return await keep();
  } catch (error) {
    const isFull = error instanceof Error && error.name === 'QuotaExceededError';
    throw isFull ? new NotKept('no_room', leftBytes) : error;
  }
}

/** @returns {Promise<number>} bytes; without end where the browser doesn't say */
export async function roomLeft() {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  if (estimate?.quota === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, estimate.quota - (estimate.usage ?? 0) - MARGIN_BYTES);
}
