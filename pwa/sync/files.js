import { onChange } from '../db/changes.js';
import { readFile } from '../db/files.js';
import { keepMirror, readMirror } from '../db/mirror.js';
import { NoSignal } from '../lib/outcome.js';
import { bringFiles, read, unkept } from './data.js';

/** @typedef {'plans' | 'operator' | 'consents' | 'hospitals' | 'vaccines' | 'notices'} DataName */
/** @typedef {'zh' | 'en'} TextsName the texts of the app: they belong to its build */
/** @typedef {DataName | TextsName} FileName */
/** @typedef {{url: string, content: any}} Found */

/** @type {Map<FileName, Promise<Found>>} */
const known = new Map();

/**
 * A static file, read once a version: the texts as this build has them, data as it was last
 * brought to this phone.
 * @param {FileName} name
 * @returns {Promise<any>} its JSON
 * @throws {NoSignal} not on this phone and not to be had now
 */
export async function readStatic(name) {
  const reading = known.get(name) ?? find(name);
  known.set(name, reading);
  reading.catch(() => known.delete(name));
  return (await reading).content;
}

/** From now on a newer version of the data is read in place of the older one. */
export function startFiles() {
  onChange((change) => {
    if (change.kind !== 'files') return;
    for (const name of known.keys()) if (!isTexts(name)) known.delete(name);
  });
}

/**
 * A file that the first picture needs, as it was when last read: at hand at once.
 * @param {TextsName | 'operator'} name
 * @returns {any} its JSON; null when none, or the texts of another build, were kept
 */
export function mirroredStatic(name) {
  const kept = readMirror(isTexts(name) ? 'texts' : 'operator');
  if (isTexts(name) && kept?.url !== textAddresses()[name].url) return null;
  return kept?.content ?? null;
}

/** Where the texts of this build lie. */
export function textAddresses() {
  const meta = document.querySelector('meta[name="tongka-texts"]');
  return /** @type {Record<TextsName, import('./data.js').FileAddress>} */ (
    JSON.parse(meta?.getAttribute('content') ?? '{}')
  );
}

/**
 * @param {FileName} name
 * @returns {Promise<Found>}
 */
async function find(name) {
  const found = isTexts(name) ? await findTexts(name) : await findData(name);
  // Only the chosen language is mirrored: the other one takes its place.
  const key = isTexts(name) ? 'texts' : name === 'operator' && name;
  if (key && readMirror(key)?.url !== found.url) {
    keepMirror(key, { url: found.url, content: found.content });
  }
  return found;
}

/** @param {TextsName} name */
async function findTexts(name) {
  const address = textAddresses()[name];
  return { url: address.url, content: await read(address) };
}

/** @param {DataName} name */
async function findData(name) {
  const held = await heldFile(name);
  if (held) return held;
  await bringFiles();
  const brought = await heldFile(name);
  if (!brought) throw new NoSignal('foreign');
  return brought;
}

/** @param {DataName} name */
function heldFile(name) {
  return unkept.get(name) ?? readFile(name).catch(() => undefined);
}

/**
 * @param {FileName} name
 * @returns {name is TextsName}
 */
function isTexts(name) {
  return name === 'zh' || name === 'en';
}
