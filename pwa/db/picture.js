/**
 * The front card as it was last drawn, kept for the worker: a cold phone shows it while the app is
 * still being read, and the app then draws over it. It is built into the shell of its own build
 * and ends with the day, or earlier where what it shows might no longer be true.
 */
const CACHE = 'tongka-picture';
const ADDRESS = '/';
const UNTIL = 'Tongka-Until';
const FROM = 'Tongka-From';
const POLICY = 'Content-Security-Policy';
/**
 * What belongs to the shell's own bytes; and the opener policy, for which a browser starts another
 * process before it shows anything (docs/decisions/0005-the-picture-comes-first.md).
 */
const NOT_OURS = ['Content-Encoding', 'Content-Length', 'ETag', 'Cross-Origin-Opener-Policy'];

/** Raised whenever the picture is forgotten: one that was being kept meanwhile is out of date. */
let forgotten = 0;

/**
 * @param {string} build of this page, whose shell takes the picture
 * @param {string} drawn the HTML inside the app's root
 * @param {{looks: string, fromMs: number, untilMs: number}} about looks: the classes of the page;
 *   when the picture is good, by this phone's clock
 */
export async function keepPicture(build, drawn, { looks, fromMs, untilMs }) {
  const before = forgotten;
  const shell = await caches.match(ADDRESS, { cacheName: `tongka-${build}` });
  if (!shell) return;
  const headers = new Headers(shell.headers);
  for (const name of NOT_OURS) headers.delete(name);
  headers.set(FROM, String(fromMs));
  headers.set(UNTIL, String(untilMs));
  const page = filled(await withStyles(await shell.text(), headers, build), drawn, looks);
  const cache = await caches.open(CACHE);
  await cache.put(ADDRESS, new Response(page, { headers }));
  if (forgotten !== before) await caches.delete(CACHE);
}

/** Forgets the picture: what it shows has changed. */
export async function forgetPicture() {
  forgotten += 1;
  if ('caches' in globalThis) await caches.delete(CACHE);
}

/**
 * @param {number} nowMs
 * @returns {Promise<Response | null>} the shell with the picture, as long as it may be shown
 */
export async function keptPicture(nowMs) {
  const picture = await caches.match(ADDRESS, { cacheName: CACHE });
  if (!picture) return null;
  const at = (/** @type {string} */ name) => Number(picture.headers.get(name));
  // From before it was taken: the clock was set back, and what it shows may be over.
  return nowMs >= at(FROM) && nowMs < at(UNTIL) ? picture : null;
}

/**
 * The styles stand in the page itself: to ask the worker for them takes longer than to read them.
 * The policy names their hash, so nothing else may stand there.
 * @param {string} shell
 * @param {Headers} headers of the picture
 * @param {string} build
 */
async function withStyles(shell, headers, build) {
  const [link = '', address = ''] =
    shell.match(/<link rel="stylesheet" href="([^"]+)"[^>]*>/) ?? [];
  const kept = await caches.match(address, { cacheName: `tongka-${build}` });
  const policy = headers.get(POLICY);
  if (!kept || !policy) return shell;
  const styles = await kept.text();
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(styles));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  headers.set(POLICY, policy.replace("style-src 'self'", `style-src 'self' 'sha256-${hash}'`));
  return shell.replace(link, () => `<style>${styles}</style>`);
}

/**
 * Nothing is asked for ahead of the first frame but the styles: the texts are in the picture, and
 * the script comes after it.
 * @param {string} shell
 * @param {string} drawn
 * @param {string} looks
 */
function filled(shell, drawn, looks) {
  const [script = ''] = shell.match(/<script [^>]*><\/script>/) ?? [];
  const later = script.replace(' fetchpriority="high"', '').replace('<script', '<script async');
  return shell
    .replace(/<link rel="preload"[^>]*>\n?/, '')
    .replace(script, '')
    .replace('</body>', () => `${later}</body>`)
    .replace('<html ', `<html class="${looks} picture" `)
    .replace('<div id="app"></div>', () => `<div id="app">${drawn}</div>`);
}
