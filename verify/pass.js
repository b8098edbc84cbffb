/**
 * A pass as api/passes/rules.py writes it; nothing of it is believed before its signature was
 * checked.
 * @typedef {{state: string, asOfMs: number, sex: string, years: number, tail: string,
 *   letter: string}} Pass
 */
/**
 * What a phone can say of a code by itself. genuine: a key of ours signed it.
 * @typedef {{kind: 'fresh' | 'old' | 'future', pass: Pass}
 *   | {kind: 'forged' | 'no_keys' | 'no_crypto'}} Finding
 */
/** @typedef {{id: string, key: string}} Key a public key, as base64url */

const FORM = 1;
const STATES = ['active', 'suspended', 'not_started', 'expired', 'terminated'];
const SEXES = ['', 'girl', 'boy'];
/** Form, key, policy, state, version, as of, sex, years, tail: where each begins, and the end. */
const AT = { key: 1, policy: 5, state: 21, version: 22, asOf: 26, sex: 30, years: 31, tail: 32 };
const HEAD_BYTES = 36;
const LONGEST_LETTER = 4;
const SIGNATURE_BYTES = 64;
const DAY_MS = 24 * 60 * 60 * 1000;
const TOLERANCE_MS = 5 * 60 * 1000;

/**
 * Checks a code without asking anybody. That it is genuine says how the card stood then, never
 * how it stands now.
 * @param {string} token
 * @param {Key[]} keys
 * @param {number} nowMs
 * @returns {Promise<Finding>}
 */
export async function check(token, keys, nowMs) {
  const bytes = read(token);
  const isWhole =
    bytes !== null &&
    bytes.length >= HEAD_BYTES + SIGNATURE_BYTES &&
    bytes.length <= HEAD_BYTES + LONGEST_LETTER + SIGNATURE_BYTES;
  if (!isWhole) return { kind: 'forged' };
  const body = bytes.slice(0, -SIGNATURE_BYTES);
  const key = keys.find(({ id }) => begins(body.slice(AT.key), read(id)));
  // Fewer keys than the server's: the page wasn't opened since it took a new one.
  if (!key) return { kind: 'no_keys' };
  const isOurs = await isSigned(body, bytes.slice(-SIGNATURE_BYTES), key);
  if (isOurs === null) return { kind: 'no_crypto' };
  const pass = isOurs ? passIn(body) : null;
  return pass ? { kind: ageOf(pass, nowMs), pass } : { kind: 'forged' };
}

/**
 * @param {Pass} pass
 * @param {number} nowMs
 */
function ageOf({ asOfMs }, nowMs) {
  if (nowMs < asOfMs - TOLERANCE_MS) return 'future';
  return nowMs - asOfMs > DAY_MS ? 'old' : 'fresh';
}

/**
 * @param {Uint8Array<ArrayBuffer>} body
 * @param {Uint8Array<ArrayBuffer>} signature
 * @param {Key} key
 * @returns {Promise<boolean | null>} null: this browser knows no Ed25519
 */
async function isSigned(body, signature, { key }) {
  try {
    const raw = read(key) ?? new Uint8Array();
    const known = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', known, signature, body);
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array} body
 * @returns {Pass | null} null: of a form of later years
 */
function passIn(body) {
  const view = new DataView(body.buffer, body.byteOffset);
  const state = STATES[view.getUint8(AT.state)];
  const sex = SEXES[view.getUint8(AT.sex)];
  if (view.getUint8(0) !== FORM || state === undefined || sex === undefined) return null;
  const text = (/** @type {number} */ from, /** @type {number} */ to) =>
    new TextDecoder().decode(body.slice(from, to));
  return {
    state,
    asOfMs: view.getUint32(AT.asOf) * 1000,
    sex,
    years: view.getUint8(AT.years),
    tail: text(AT.tail, HEAD_BYTES),
    letter: text(HEAD_BYTES, body.length),
  };
}

/**
 * @param {string} text base64url without padding
 * @returns {Uint8Array<ArrayBuffer> | null} null: it is something else, or a second way to write
 *   the same bytes
 */
function read(text) {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    const standard = text.replace(/-/g, '+').replace(/_/g, '/');
    const binary = atob(standard);
    if (btoa(binary).replace(/=+$/, '') !== standard) return null;
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/**
 * @param {Uint8Array} bytes
 * @param {Uint8Array | null} wanted
 */
function begins(bytes, wanted) {
  return wanted?.every((byte, place) => bytes[place] === byte) ?? false;
}
