import { onChange } from '../db/changes.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { alone } from './alone.js';
import { drain, somethingWaits } from './drain.js';
import { onContact } from './http.js';
import { refreshAnew } from './loop.js';
import { isThere } from './probe.js';
import { SYNC_TAG } from './tag.js';

/** busy: another page is at it. @typedef {import('./drain.js').RoundEnd | 'busy'} RoundEnd */
/** What is being done about the outbox now. @typedef {'sending' | RoundEnd} Doing */

/** How often the server is looked for while something waits and somebody may be watching. */
const LOOK_MS = 1_200;
/** After so long without a reason to hope, ever more rarely. */
const KEEN_MS = 10 * 60_000;
const PROBE_MS = 5_000;
const FIRST_RETRY_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
/** Another page is sending, or stuck. */
const BUSY_MS = 2_000;
/** What of the phone's own things may have kept entries back. */
const FREEING = ['session_lost', 'consents', 'photos_on_wifi'];

/** @type {(doing: Doing) => void} */
let tell = () => {};
/** @type {Promise<RoundEnd> | null} */
let running = null;
let isAskedAgain = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Doing} */
let doing = 'empty';
let failures = 0;
let hopeMs = 0;

/**
 * Sends what waits from now on: at once, whenever there is reason to hope for a network, and by a
 * timer.
 * @param {(doing: Doing) => void} hear
 */
export function startSending(hear) {
  tell = hear;
  for (const name of ['online', 'focus', 'pageshow']) addEventListener(name, hope);
  document.addEventListener('visibilitychange', () => (isInFront() ? hope() : leave()));
  /** @type {any} */ (navigator).connection?.addEventListener?.('change', hope);
  onContact((contact) => {
    if (contact.kind === 'answer' && doing === 'no_signal') hope();
  });
  onChange((change) => {
    if (change.kind === 'local' && FREEING.includes(change.key)) hope();
    if (change.kind !== 'outbox') return;
    if (change.hasArrived && isInFront()) void refreshAnew().catch(expected);
    if (change.isNew) hope();
  });
  hope();
}

/**
 * Sends what waits now. While that is under way, one more round follows it.
 * @returns {Promise<RoundEnd>} what stood in the way, or 'empty'
 */
export function sendNow() {
  hopeMs = performance.now();
  if (running) isAskedAgain = true;
  running ??= rounds().finally(() => {
    running = null;
    planNext();
  });
  return running;
}

/** Something happened after which sending may succeed: nothing more is concluded. */
function hope() {
  sendNow().catch((error) => console.error(error));
}

async function rounds() {
  for (;;) {
    isAskedAgain = false;
    const end = await oneRound();
    note(end);
    if (!isAskedAgain) return end;
  }
}

/** @returns {Promise<RoundEnd>} */
async function oneRound() {
  if (!(await somethingWaits())) return 'empty';
  note('sending');
  const end = (await alone(drain)) ?? 'busy';
  failures = end === 'later' ? failures + 1 : 0;
  if (end !== 'empty') void askWorker();
  return end;
}

/** @param {Doing} now */
function note(now) {
  doing = now;
  tell(now);
}

function planNext() {
  clearTimeout(timer);
  const wait = waitMs();
  if (wait === null) return;
  timer = setTimeout(doing === 'no_signal' ? look : hope, wait * (0.75 + Math.random() / 2));
}

/** @returns {number | null} null: only a change can help, and is heard of */
function waitMs() {
  if (doing === 'no_signal') return lookMs();
  if (doing === 'later') return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_MS);
  if (doing === 'busy') return BUSY_MS;
  return doing === 'wifi' ? LONGEST_MS : null;
}

/** Keen while somebody may be watching, ever more rarely after that. */
function lookMs() {
  if (!isInFront()) return LONGEST_MS;
  const tired = Math.max(0, (performance.now() - hopeMs) / KEEN_MS - 1);
  return Math.min(LOOK_MS * 4 ** tired, LONGEST_MS);
}

/** An answer is heard of as any other; the next look doesn't wait for this one. */
function look() {
  planNext();
  void isThere(PROBE_MS);
}

function isInFront() {
  return document.visibilityState === 'visible';
}

/** The page may not come back. */
async function leave() {
  if (await somethingWaits()) await askWorker();
}

/** Chromium's worker goes on when the app was closed; everything works without it. */
async function askWorker() {
  const registration = /** @type {any} */ (await navigator.serviceWorker?.getRegistration?.());
  await registration?.sync?.register(SYNC_TAG).catch(() => {});
}

/** @param {unknown} error */
function expected(error) {
  if (!(error instanceof NoSignal || error instanceof Refused)) console.error(error);
}
