/**
 * The server's answer, as VerifyOut in /api/openapi.json says.
 * @typedef {import('../build/types/api.js').components['schemas']['VerifyOut']} Answer
 */
/** @typedef {import('./pass.js').Key} Key */

const PATIENCE_MS = 10_000;
const KEYS = 'verify.keys';
const LATEST = 'verify.latest';

/** Why there is no answer. */
export class NoAnswer extends Error {
  /** @param {'no_network' | 'busy'} why */
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/**
 * Asks the server how a card stands now.
 * @param {{token: string} | {code: string}} said
 * @returns {Promise<Answer>}
 * @throws {NoAnswer}
 */
export async function ask(said) {
  const answer = await send('/api/verify', JSON.stringify(said));
  keep(LATEST, Math.max(latestMs(), Date.parse(answer.asked_at)));
  return answer;
}

/** Brings the public keys, so that the next code can be checked without a network. */
export async function bringKeys() {
  const { keys } = await send('/api/verify/keys');
  keep(KEYS, keys);
}

/** @returns {Key[]} the public keys that were brought before */
export function keptKeys() {
  return kept(KEYS) ?? [];
}

/** The time, never before the latest that the server was heard to say. */
export function now() {
  return Math.max(Date.now(), latestMs());
}

/** @returns {number} */
function latestMs() {
  return kept(LATEST) ?? 0;
}

/**
 * One request. An answer is believed only if it carries our header and was not redirected: a
 * hospital's login page also says 200.
 * @param {string} path
 * @param {string} [body]
 * @returns {Promise<any>}
 */
async function send(path, body) {
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, {
      method: body ? 'POST' : 'GET',
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': 'application/json' }) },
      body,
      signal: patience.signal,
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
    });
    if (!response.headers.get('Tongka')) throw new NoAnswer('no_network');
    if (!response.ok) throw new NoAnswer('busy');
    return await response.json();
  } catch (error) {
    throw error instanceof NoAnswer ? error : new NoAnswer('no_network');
  } finally {
    clearTimeout(late);
  }
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A private window: without a network nothing can be checked then, and the page says so.
  }
}

/** @param {string} name */
function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null');
  } catch {
    return null;
  }
}
