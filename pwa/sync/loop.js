import { readCookies } from '../db/collections.js';
import { readLocal } from '../db/local.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { tellConsents } from './consents.js';
import { request } from './http.js';
import { pull } from './pull.js';

const HEALTHY_MS = 60_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
const LOCK = 'tongka-pull';
const LONGEST_LOCK_MS = 60_000;
const JUST_NOW_MS = 3_000;

/** @type {(minBuild: string) => void} */
let onMinBuild = () => {};
/** @type {Promise<void> | null} */
let running = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
let failures = 0;
let lastEndMs = Number.NEGATIVE_INFINITY;

/**
 * Keeps this phone up to date from now on: at once, whenever there is reason to hope for a
 * network, and by a timer while the page is in front.
 * @param {(minBuild: string) => void} hearMinBuild the oldest build that the server still serves
 */
export function startLoop(hearMinBuild) {
  onMinBuild = hearMinBuild;
  addEventListener('online', hope);
  addEventListener('focus', hope);
  addEventListener('pageshow', hope);
  document.addEventListener('visibilitychange', hope);
  void refresh().catch(expected);
}

/**
 * Brings this phone up to date now; joins the round that is under way, if there is one.
 * @throws {NoSignal | Refused}
 */
export function refresh() {
  running ??= takeTurn().finally(() => {
    running = null;
    lastEndMs = performance.now();
    planNext();
  });
  return running;
}

/**
 * Brings this phone up to date with all that happened until now: a round under way may have begun
 * too early.
 * @throws {NoSignal | Refused}
 */
export function refreshAnew() {
  return running ? running.catch(() => {}).then(refresh) : refresh();
}

/** Something happened after which a network is likelier than before: nothing more is concluded. */
function hope() {
  if (document.visibilityState !== 'visible') return;
  if (performance.now() - lastEndMs > JUST_NOW_MS) void refresh().catch(expected);
}

async function takeTurn() {
  try {
    await (navigator.locks ? alone(oneRound) : oneRound());
    failures = 0;
  } catch (error) {
    failures += 1;
    throw error;
  }
}

/**
 * One tab pulls at a time. A tab that a phone has frozen may hold the lock for ever: after a
 * while it is taken away from it, which at worst pulls the same rows twice.
 * @param {() => Promise<void>} round
 */
async function alone(round) {
  const patience = new AbortController();
  const timeout = setTimeout(() => patience.abort(), LONGEST_LOCK_MS);
  const begin = () => {
    clearTimeout(timeout);
    return round();
  };
  try {
    await navigator.locks.request(LOCK, { signal: patience.signal }, begin);
  } catch (error) {
    if (!patience.signal.aborted) throw error;
    await navigator.locks.request(LOCK, { steal: true }, round);
  }
}

/** A phone without cards and without a known session asks only whether the server is there. */
async function oneRound() {
  const holdsCards = Object.keys(await readCookies()).length > 0;
  if ((await readLocal('consents'))?.refused && holdsCards) return;
  if (holdsCards || (await session()).bound.length > 0) {
    onMinBuild((await pull()).minBuild);
    await tellConsents();
  }
}

/** @returns {Promise<{bound: string[], min_build: string}>} */
async function session() {
  const answer = await request('GET', '/api/session');
  onMinBuild(answer.min_build);
  return answer;
}

function planNext() {
  clearTimeout(timer);
  const backoff = FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 10);
  const wait = failures === 0 ? HEALTHY_MS : Math.min(backoff, LONGEST_MS);
  timer = setTimeout(whenVisible, wait * (0.75 + Math.random() / 2));
}

function whenVisible() {
  if (document.visibilityState === 'visible') void refresh().catch(expected);
}

/**
 * No signal and a refusal have been noted where they happened; anything else is a fault of ours.
 * @param {unknown} error
 */
function expected(error) {
  if (!(error instanceof NoSignal || error instanceof Refused)) console.error(error);
}
