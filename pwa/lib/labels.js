import { signal } from '@preact/signals';
import { speak } from './spoken.js';

/** @typedef {'zh' | 'en'} Language */
/** @typedef {{zh: string, en: string}} InBoth a text in both languages */

/** The language of the strings now loaded: what is on the screen. */
export const language = signal(/** @type {Language} */ ('zh'));

/** Dotted key → text; replaced as a whole, so that every reader draws itself anew. */
const strings = signal(/** @type {Record<string, string>} */ ({}));

/**
 * Takes a locale file, nested or flat.
 * @param {Language} chosen
 * @param {Record<string, unknown>} tree
 */
export function setStrings(chosen, tree) {
  /** @type {Record<string, string>} */
  const flat = {};
  flatten(tree, '', flat);
  strings.value = flat;
  language.value = chosen;
  speak(chosen);
}

/**
 * The text of a dotted key; `{name}` takes params.name, and with `count` 1 the key's `_one` form
 * is preferred. An unknown key comes back as itself, so that a test sees it.
 * @param {string} key
 * @param {Record<string, string | number | null | undefined>} [params]
 */
export function t(key, params) {
  const known = strings.value;
  const one = params && Number(params.count ?? params.n) === 1 ? known[`${key}_one`] : undefined;
  const text = one ?? known[key];
  if (text === undefined) return key;
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(params[name] ?? whole));
}

/**
 * Whether the loaded strings hold a key: for texts that depend on a code of the server.
 * @param {string} key
 */
export function has(key) {
  return key in strings.value;
}

/**
 * Picks the text of the language on screen from a pair.
 * @param {InBoth | null | undefined} pair
 */
export function both(pair) {
  return pair ? pair[language.value] || pair.zh : '';
}

/**
 * @param {Record<string, unknown>} tree
 * @param {string} prefix
 * @param {Record<string, string>} into
 */
function flatten(tree, prefix, into) {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') into[prefix + name] = value;
    else flatten(/** @type {Record<string, unknown>} */ (value), `${prefix}${name}.`, into);
  }
}
