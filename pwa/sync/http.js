import { language } from '../lib/labels.js';
import { NoSignal, Refused } from '../lib/outcome.js';

/** @typedef {import('../lib/outcome.js').Contact} Contact */

const TIMEOUT_MS = 15_000;
const SLOW_MS = 3_000;

/** @type {Set<(contact: Contact) => void>} */
const listeners = new Set();
let isSwitchedOff = false;

/**
 * Sends one request to our server. An answer is believed only if it carries our header and was
 * not redirected: a hospital's login page also says 200.
 * @param {'GET' | 'POST'} method
 * @param {string} path
 * @param {unknown} [body] sent as JSON
 * @returns {Promise<any>} the JSON of the answer; null for 204
 * @throws {NoSignal} no answer of ours within 15 s
 * @throws {Refused} our server said no
 */
export async function request(method, path, body) {
  if (isSwitchedOff) throw new NoSignal('refused-here');
  const startedMs = performance.now();
  const timer = new AbortController();
  const slow = setTimeout(() => tell({ kind: 'slow' }), SLOW_MS);
  const late = setTimeout(() => timer.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(path, wording(method, body, timer.signal));
    const answer = await readAnswer(response);
    const build = response.headers.get('Tongka') ?? '';
    const data = response.headers.get('Tongka-Data') ?? '';
    tell({ kind: 'answer', ms: performance.now() - startedMs, build, data });
    if (response.ok) return answer;
    throw new Refused(response.status, answer ?? {});
  } catch (error) {
    if (error instanceof Refused) throw error;
    const why = timer.signal.aborted ? 'timeout' : whyOf(error);
    tell({ kind: why });
    throw new NoSignal(why);
  } finally {
    clearTimeout(slow);
    clearTimeout(late);
  }
}

/** @param {(contact: Contact) => void} listener hears what each request showed of the network */
export function onContact(listener) {
  listeners.add(listener);
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
 * @param {string} method
 * @param {unknown} body
 * @param {AbortSignal} signal
 * @returns {RequestInit}
 */
function wording(method, body, signal) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json', 'Accept-Language': language.value };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const text = body === undefined ? null : JSON.stringify(body);
  return { method, headers, body: text, signal, redirect: 'error', cache: 'no-store' };
}

/** @param {Response} response */
async function readAnswer(response) {
  if (!response.headers.get('Tongka') || response.redirected) throw new NoSignal('foreign');
  return response.status === 204 ? null : response.json();
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
