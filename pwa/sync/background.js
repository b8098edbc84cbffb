import { readLocal } from '../db/local.js';
import { speak } from '../lib/spoken.js';
import { alone } from './alone.js';
import { drain } from './drain.js';

/**
 * Sends what waits, with or without a page.
 * @throws {Error} there is more to send: the browser wakes the worker again
 */
export async function sendInBackground() {
  speak((await readLocal('settings'))?.language ?? 'zh');
  const end = await alone(drain);
  if (end === 'no_signal' || end === 'later') throw new Error(end);
}
