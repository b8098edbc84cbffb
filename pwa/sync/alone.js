import { readBeat, writeBeat } from '../db/beat.js';

const LOCK = 'tongka-outbox';
const BEAT_MS = 5_000;
const STUCK_MS = 30_000;

/**
 * Does some work in one page or worker at a time. Whoever is at it leaves a sign of life; a page
 * that the phone has frozen leaves none, and the work is taken away from it. Where the browser has
 * no locks, all of them may be at it: the work must bear that anyway.
 * @template T
 * @param {(isOurs: () => boolean) => Promise<T>} work
 * @returns {Promise<T | null>} null: another is at it
 */
export async function alone(work) {
  if (!navigator.locks) return work(() => true);
  const done = await hold({ ifAvailable: true }, work);
  if (done || !(await isStuck())) return done;
  return hold({ steal: true }, work);
}

/**
 * @template T
 * @param {LockOptions} how
 * @param {(isOurs: () => boolean) => Promise<T>} work
 * @returns {Promise<T | null>}
 */
async function hold(how, work) {
  let isOurs = true;
  try {
    return await navigator.locks.request(LOCK, how, (lock) =>
      lock ? beating(() => work(() => isOurs)) : null,
    );
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    isOurs = false;
    return null;
  }
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
async function beating(work) {
  await writeBeat(Date.now());
  const beat = setInterval(() => void writeBeat(Date.now()), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
  }
}

/** A beat from the future is no sign of life either: the clock was set back. */
async function isStuck() {
  return Math.abs(Date.now() - (await readBeat())) > STUCK_MS;
}
