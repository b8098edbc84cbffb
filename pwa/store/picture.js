import { signal } from '@preact/signals';
import { keepPicture } from '../db/picture.js';
import { build } from '../lib/build.js';
import { now, phoneClock } from '../lib/clock.js';
import { midnightInChina } from '../lib/days.js';

/** How long the page must have rested before its picture is taken. */
const REST_MS = 800;

/** Whether the first picture is on screen; what can wait for it is drawn after it. */
export const isPictured = signal(false);

/** Notes when the first picture, just drawn, is on screen. A hidden page shows none. */
export function notePicture() {
  afterPicture(() => {
    isPictured.value = true;
  });
}

/**
 * Does something once what was just drawn is on screen; at once in a hidden page.
 * @param {() => void} next
 */
export function afterPicture(next) {
  if (document.visibilityState !== 'visible') next();
  else requestAnimationFrame(() => setTimeout(next));
}

/**
 * From now on keeps a picture of the wallet for the next cold start, taken anew whenever it has
 * changed and rested. A browser that can't write its own HTML (`getHTML`, since 2024) keeps none.
 * @param {HTMLElement} root
 * @param {() => number | null} look until when the cards may be shown in milliseconds; null while
 *   the screen isn't the wallet as it opens
 */
export function startPictures(root, look) {
  if (!('getHTML' in root) || !('caches' in globalThis)) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(() => void take(root, look()), REST_MS);
  };
  new MutationObserver(rest).observe(root, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
  rest();
}

/**
 * What the app itself draws first: the front card and no more.
 * @param {HTMLElement} root
 * @returns {string} HTML
 */
function firstPicture(root) {
  const copy = /** @type {any} */ (root.cloneNode(true));
  for (const later of copy.querySelectorAll('.after-picture, .deck > :not(:first-child) > *')) {
    later.remove();
  }
  return copy.getHTML();
}

/**
 * @param {HTMLElement} root
 * @param {number | null} endMs
 */
async function take(root, endMs) {
  if (endMs === null || document.visibilityState !== 'visible') return;
  const untilMs = Math.min(midnightInChina(now()), endMs);
  const looks = document.documentElement.className;
  const about = { looks, fromMs: phoneClock(), untilMs };
  await keepPicture(build, firstPicture(root), about);
}
