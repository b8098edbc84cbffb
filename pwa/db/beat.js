import { withDatabase } from './open.js';

const KEY = 'outbox_beat';

/**
 * Leaves a sign that somebody is sending. No tab is told: none shows it.
 * @param {number} ms
 */
export async function writeBeat(ms) {
  await withDatabase((database) => database.put('local', ms, KEY));
}

/** @returns {Promise<number>} milliseconds of the last sign of life; 0 when there was none */
export async function readBeat() {
  const beat = await withDatabase((database) => database.get('local', KEY));
  return typeof beat === 'number' ? beat : 0;
}
