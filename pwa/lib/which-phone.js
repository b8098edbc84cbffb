/** @typedef {'iphone' | 'android' | 'wechat' | 'other'} PhoneKind */

/**
 * Where this page is open, as far as the browser says: it decides which guide comes first.
 * @param {string} [agent] the browser's own description
 * @param {number} [touchPoints]
 * @returns {PhoneKind}
 */
export function whichPhone(agent = navigator.userAgent, touchPoints = navigator.maxTouchPoints) {
  if (/MicroMessenger/i.test(agent)) return 'wechat';
  if (/iPhone|iPad|iPod/.test(agent)) return 'iphone';
  // An iPad calls itself a Mac; no Mac has a touch screen.
  if (/Macintosh/.test(agent) && touchPoints > 1) return 'iphone';
  return /Android|HarmonyOS/i.test(agent) ? 'android' : 'other';
}

/** Whether the app was opened from the home screen. */
export function isInstalled() {
  // `standalone` is Safari's own, older than the media query.
  const isOnIphone = Reflect.get(navigator, 'standalone') === true;
  return isOnIphone || matchMedia('(display-mode: standalone)').matches;
}

/** Whether the browser says over what kind of network it talks. */
export function knowsNetwork() {
  const type = /** @type {any} */ (navigator).connection?.type;
  return type !== undefined && type !== 'unknown';
}
