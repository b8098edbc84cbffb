import { signal } from '@preact/signals';
import { CHINA_MS, chinaDate } from './days.js';

const BEAT_MS = 30_000;

/** Raised every half minute, so that whatever shows an age or a state of today is drawn anew. */
const beat = signal(0);
let latestServerMs = 0;

/**
 * The time in milliseconds; never before the latest server time seen, since a clock set behind
 * it must be wrong.
 */
export function now() {
  return Math.max(Date.now(), latestServerMs);
}

/** The same as a UTC instant with Z. */
export function nowInstant() {
  return new Date(now()).toISOString();
}

/**
 * The calendar date in China at a time.
 * @param {number} [ms] default: now, and the reader is drawn anew when the day changes
 * @returns {string} ISO date
 */
export function todayInChina(ms) {
  if (ms === undefined) beat.value; // subscribes whoever draws this
  return chinaDate(ms ?? now());
}

/**
 * The same moment as a Date whose UTC fields read as China's wall clock.
 * @param {string | number} at UTC instant, or milliseconds
 */
export function inChina(at) {
  return new Date(new Date(at).getTime() + CHINA_MS);
}

/** @param {string | null | undefined} at UTC instant of an answer of the server */
export function noteServerTime(at) {
  const ms = at ? Date.parse(at) : Number.NaN;
  if (ms > latestServerMs) latestServerMs = ms;
}

/** What the phone's own clock says, right or wrong: for passes, which doubt it. */
export function phoneClock() {
  return Date.now();
}

/** The latest time that a server was heard to say, in milliseconds; 0 when none was. */
export function latestServerTime() {
  return latestServerMs;
}

/** Starts the half-minute beat, and beats at once when the page comes back to the front. */
export function startBeat() {
  setInterval(strike, BEAT_MS);
  document.addEventListener('visibilitychange', strike);
}

/** Subscribes the reader to the beat: for ages in minutes. */
export function readBeat() {
  return beat.value;
}

function strike() {
  beat.value += 1;
}
