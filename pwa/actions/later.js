import { bringLater } from '../sync/later.js';
import { refresh } from '../sync/loop.js';

/**
 * Brings the pages of the later part, unless they are here.
 * @throws {NoSignal}
 */
export function bringLaterPages() {
  return bringLater();
}

/**
 * The same because somebody asked: this phone is brought up to date as well, which shows how the
 * network is and whether there is a newer version.
 * @throws {NoSignal | Refused}
 */
export async function askForLaterPages() {
  await Promise.all([bringLater(), refresh()]);
}
