import { signal } from '@preact/signals';

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
