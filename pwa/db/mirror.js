/**
 * The few things that are needed before IndexedDB has opened, which takes a cold phone a quarter
 * of a second: the language and text size to draw with, the texts and cards to draw, and whether
 * this phone held cards, and how many things it had not sent. IndexedDB and the static files are the truth and overwrite them.
 * A browser may refuse localStorage: then they are simply not known.
 */
const PREFIX = 'tongka.';

/** @typedef {'settings' | 'had_cards' | 'cards' | 'texts' | 'operator' | 'unsent'} MirrorKey */

/** @param {MirrorKey} key */
export function readMirror(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {MirrorKey} key
 * @param {unknown} value undefined forgets it
 */
export function keepMirror(key, value) {
  try {
    const text = value === undefined ? null : JSON.stringify(value);
    if (text === localStorage.getItem(PREFIX + key)) return;
    if (text === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, text);
  } catch {
    // Refused or full: IndexedDB holds the truth.
  }
}
