import { changeLocal } from '../db/local.js';
import { readStatic } from '../sync/files.js';

/** The language that was tapped last: an earlier one whose texts arrive after it is void. */
let wanted = '';

/**
 * Chooses the language, once its texts are here.
 * @param {'zh' | 'en'} language
 * @throws {NoSignal} its texts are neither on this phone nor to be had now
 */
export async function setLanguage(language) {
  wanted = language;
  await readStatic(language);
  if (wanted === language) await keep({ language });
}

/** @param {'standard' | 'large' | 'largest'} textSize */
export function setTextSize(textSize) {
  return keep({ textSize });
}

/** @param {boolean} lefty whether the bar is mirrored for the left hand */
export function setLefty(lefty) {
  return keep({ lefty });
}

/** @param {Record<string, unknown>} patch */
function keep(patch) {
  return changeLocal('settings', (settings) => ({ ...settings, ...patch }));
}
