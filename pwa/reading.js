import { batch, effect, signal } from '@preact/signals';
import { onChange } from './db/changes.js';
import { setStrings } from './lib/labels.js';
import { local } from './store/queries.js';
import { language } from './store/settings.js';
import { absent, serveWanted, takeStatic } from './store/static.js';
import { bringFiles } from './sync/data.js';
import { mirroredStatic, readStatic, startFiles } from './sync/files.js';

/** @typedef {import('./sync/files.js').DataName} DataName */

/** Whether the texts of the chosen language are there. */
export const textsReady = signal(false);

/** What the store holds, or waits for: the small files always, a large one once it was wanted. */
const taken = new Set(/** @type {DataName[]} */ (['operator', 'plans', 'consents']));

/** Takes what was read the last time, without waiting for the disk. */
export function takeMirrored() {
  const texts = mirroredStatic(language.value);
  if (texts) setStrings(language.value, texts);
  textsReady.value = Boolean(texts);
  const operator = mirroredStatic('operator');
  if (operator) takeStatic('operator', operator);
}

/** Reads the static files, and again whatever a newer version has brought. */
export function startReading() {
  startFiles();
  serveWanted((name) => {
    taken.add(name);
    void readData();
  });
  onChange((change) => {
    if (change.kind === 'files') void readData();
  });
  effect(() => void readTexts(language.value));
}

/**
 * What could not be had without a signal is tried again when the server answers; an answer also
 * says whether there is a newer version of the data.
 * @param {string} version of the server's data
 */
export function hearVersion(version) {
  if (!textsReady.peek()) void readTexts(language.peek());
  if (version && local.peek().get('data_version') !== version) bringFiles().catch(() => {});
}

/** All files at once, so that the screen never shows two versions. */
export async function readData() {
  const names = [...taken];
  const contents = await Promise.all(names.map((name) => readStatic(name).catch(() => null)));
  batch(() => {
    for (const [index, name] of names.entries()) {
      if (contents[index]) takeStatic(name, contents[index]);
    }
    absent.value = new Set(names.filter((_name, index) => !contents[index]));
  });
}

/** @param {import('./lib/labels.js').Language} chosen */
async function readTexts(chosen) {
  try {
    setStrings(chosen, await readStatic(chosen));
    textsReady.value = true;
  } catch {
    // No signal, and not on this phone yet.
  }
}
