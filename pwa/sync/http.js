import { NoSignal, Refused } from '../lib/outcome.js';
import { spoken } from '../lib/spoken.js';

/** @typedef {import('../lib/outcome.js').Contact} Contact */
/**
 * @typedef {{headers?: Record<string, string>, body?: BodyInit | null, signal?: AbortSignal,
 *   timeoutMs?: number, slowMs?: number}} Wording
 * signal: gives up from outside; slowMs: from when on the network is called weak
 */

const TIMEOUT_MS = 15_000;
const SLOW_MS = 3_000;

/** @type {Set<(contact: Contact) => void>} */
const listeners = new Set();
let isSwitchedOff = false;
let lastAnswerMs = Number.NEGATIVE_INFINITY;
/** How far the server's clock is from the page's own count. @type {number | null} */
let aheadMs = null;

/**
 * Sends one request to our server.
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {unknown} [body] sent as JSON
 * @param {{timeoutMs?: number}} [options]
 * @returns {Promise<any>} the JSON of the answer; null for 204
 * @throws {NoSignal} no answer of ours in time
 * @throws {Refused} our server said no
 */
export async function request(method, path, body, { timeoutMs } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const text = body === undefined ? null : JSON.stringify(body);
  const wording = { headers, body: text, timeoutMs };
  const { isFine, status, answer } = await exchange(method, path, wording, async (response) => ({
    isFine: response.ok,
    status: response.status,
    answer: response.status === 204 ? null : await response.json(),
  }));
  if (isFine) return answer;
  throw new Refused(status, answer ?? {});
}

/**
 * Sends one request and reads its answer. One is believed only if it carries our header and was
 * not redirected: a hospital's login page also says 200.
 * @template T
 * @param {string} method
 * @param {string} path
 * @param {Wording} wording
 * @param {(response: Response) => T | Promise<T>} read
 * @returns {Promise<T>}
 * @throws {NoSignal} no answer of ours in time
 */
export async function exchange(method, path, wording, read) {
  if (isSwitchedOff) throw new NoSignal('refused-here');
  const { headers, body, signal, timeoutMs = TIMEOUT_MS, slowMs = SLOW_MS } = wording;
  const startedMs = performance.now();
  const timer = new AbortController();
  const giveUp = () => timer.abort();
  const slow = setTimeout(() => tell({ kind: 'slow' }), slowMs);
  const late = setTimeout(giveUp, timeoutMs);
  signal?.addEventListener('abort', giveUp);
  try {
    const response = await fetch(path, {
      method,
      headers: { 'Accept-Language': spoken(), ...headers },
      body,
      signal: timer.signal,
      redirect: 'error',
      cache: 'no-store',
    });
    const contact = contactOf(response);
    const answer = await read(response);
    lastAnswerMs = performance.now();
    noteClock(response);
    tell({ ...contact, isSlow: lastAnswerMs - startedMs > slowMs });
    return answer;
  } catch (error) {
    const why = timer.signal.aborted ? 'timeout' : whyOf(error);
    lastAnswerMs = Number.NEGATIVE_INFINITY;
    tell({ kind: why });
    throw new NoSignal(why);
  } finally {
    clearTimeout(slow);
    clearTimeout(late);
    signal?.removeEventListener('abort', giveUp);
  }
}

/** @param {(contact: Contact) => void} listener hears what each request showed of the network */
export function onContact(listener) {
  listeners.add(listener);
}

/** How long ago our server was heard, in milliseconds; without end after a try in vain. */
export function silenceMs() {
  return performance.now() - lastAnswerMs;
}

/**
 * The server's clock, by its last answer: a phone's own may be years off.
 * @returns {number | null} milliseconds, to the second; null while it wasn't heard
 */
export function serverMs() {
  return aheadMs === null ? null : performance.now() + aheadMs;
}

/**
 * Does some work while every request of this page is refused, as if there were no network.
 * @template T
 * @param {() => Promise<T>} work
 */
export async function withoutNetwork(work) {
  isSwitchedOff = true;
  try {
    return await work();
  } finally {
    isSwitchedOff = false;
  }
}

/**
 * @param {Response} response
 * @returns {{kind: 'answer', build: string, data: string}}
 */
function contactOf(response) {
  const build = response.headers.get('Tongka');
  if (!build || response.redirected) throw new NoSignal('foreign');
  return { kind: 'answer', build, data: response.headers.get('Tongka-Data') ?? '' };
}

/** @param {Response} response */
function noteClock(response) {
  const ms = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(ms)) aheadMs = ms - performance.now();
}

/** @param {unknown} error */
function whyOf(error) {
  const isForeign = error instanceof NoSignal || error instanceof SyntaxError;
  return isForeign ? 'foreign' : 'unreachable';
}

/** @param {Contact} contact */
function tell(contact) {
  for (const listener of listeners) listener(contact);
}
