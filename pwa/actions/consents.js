import { keepLocal } from '../db/local.js';
import { nowInstant } from '../lib/clock.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { readStatic } from '../sync/files.js';
import { refresh } from '../sync/loop.js';

/** Agrees to today's texts on this phone; the server hears of it with the next contact. */
export async function agree() {
  await answer({ refused: false, told: false });
  try {
    await refresh();
  } catch (error) {
    if (!(error instanceof NoSignal || error instanceof Refused)) throw error;
  }
}

/** Refuses today's texts: what is on this phone stays, nothing new is fetched until agreed. */
export function refuse() {
  return answer({ refused: true, told: true });
}

/** @param {{refused: boolean, told: boolean}} how */
async function answer(how) {
  const { privacy, guardian } = await readStatic('consents');
  const versions = { privacy_version: privacy.version, guardian_version: guardian.version };
  await keepLocal('consents', { ...versions, ...how, at: nowInstant() });
}
