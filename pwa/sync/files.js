import { keepMirror, readMirror } from '../db/mirror.js';
import { NoSignal } from '../lib/outcome.js';

/**
 * @typedef {'plans' | 'operator' | 'consents' | 'hospitals' | 'vaccines' | 'notices' | 'zh' | 'en'}
 *   FileName
 */
/** @typedef {{url: string, integrity: string}} FileAddress */

/** @type {Map<FileName, Promise<any>>} */
const read = new Map();

/**
 * A static data file of this build, read once. Its integrity hash is what makes it believable,
 * whoever serves it.
 * @param {FileName} name
 * @returns {Promise<any>} its JSON
 * @throws {NoSignal} not on this phone and not to be had now
 */
export function readStatic(name) {
  const known = read.get(name);
  if (known) return known;
  const reading = readOnce(name);
  read.set(name, reading);
  reading.catch(() => read.delete(name));
  return reading;
}

/**
 * A file that the first picture needs, as it was when last read: at hand at once, and the same
 * file, since its address is its hash.
 * @param {FileName} name
 * @returns {any} its JSON; null when another one, or none, was kept
 */
export function mirroredStatic(name) {
  const key = mirrorKey(name);
  const kept = key && readMirror(key);
  return kept?.url === fileAddresses()[name].url ? kept.content : null;
}

/** Where each static file of this build lies. */
export function fileAddresses() {
  const meta = document.querySelector('meta[name="tongka-data"]');
  return /** @type {Record<FileName, FileAddress>} */ (
    JSON.parse(meta?.getAttribute('content') ?? '{}')
  );
}

/** @param {FileName} name */
async function readOnce(name) {
  const address = fileAddresses()[name];
  try {
    const response = await fetch(address.url, { integrity: address.integrity });
    const content = await response.json();
    mirror(name, address.url, content);
    return content;
  } catch {
    throw new NoSignal('unreachable');
  }
}

/**
 * @param {FileName} name
 * @param {string} url
 * @param {unknown} content
 */
function mirror(name, url, content) {
  const key = mirrorKey(name);
  if (key && readMirror(key)?.url !== url) keepMirror(key, { url, content });
}

/**
 * Only the chosen language is kept: the other one takes its place.
 * @param {FileName} name
 */
function mirrorKey(name) {
  if (name === 'operator') return 'operator';
  return name === 'zh' || name === 'en' ? 'texts' : null;
}
