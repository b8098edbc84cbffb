import { signal } from '@preact/signals';
import { onChange } from '../db/changes.js';
import { keepMirror, readMirror } from '../db/mirror.js';

/** @typedef {import('../lib/labels.js').Language} Language */
/** @typedef {'standard' | 'large' | 'largest'} TextSize */
/** @typedef {{language?: Language, textSize?: TextSize, lefty?: boolean}} Settings */

/** The chosen language; lib/labels.js says which one is on screen. */
export const language = signal(/** @type {Language} */ ('zh'));
export const textSize = signal(/** @type {TextSize} */ ('standard'));
export const lefty = signal(false);

/** Takes the settings from the mirror at once, and later changes from any tab. */
export function startSettings() {
  take(readMirror('settings'));
  onChange((change) => {
    if (change.kind === 'local' && change.key === 'settings') restoreSettings(change.value);
  });
}

/** @param {unknown} kept from IndexedDB, which outlives the mirror */
export function restoreSettings(kept) {
  if (!kept) return;
  take(kept);
  keepMirror('settings', kept);
}

/** @param {unknown} kept */
function take(kept) {
  const settings = /** @type {Settings} */ (kept ?? {});
  language.value = settings.language === 'en' ? 'en' : 'zh';
  textSize.value = settings.textSize ?? 'standard';
  lefty.value = settings.lefty ?? false;
}
