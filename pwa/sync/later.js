import { NoSignal } from '../lib/outcome.js';
import { trusted } from '../lib/trusted.js';

/** After so long another try may overtake one that hangs. */
const PATIENCE_MS = 20_000;

/** @type {Promise<void> | null} */
let bringing = null;
let tries = 0;

/**
 * Brings the later part of the app's script, which runs as it arrives; joins the try that is under
 * way, and does nothing once the part is here.
 * @returns {Promise<void>}
 * @throws {NoSignal} it isn't on this phone and can't be had now
 */
export function bringLater() {
  bringing ??= tryOnce().catch((error) => {
    bringing = null;
    throw error;
  });
  return bringing;
}

/**
 * Where the later part of this build lies.
 * @returns {import('./data.js').FileAddress}
 */
export function laterAddress() {
  const meta = document.querySelector('meta[name="tongka-later"]');
  return JSON.parse(meta?.getAttribute('content') ?? '{}');
}

/** An element, because an `import()` carries no integrity. @returns {Promise<void>} */
function tryOnce() {
  const { url, integrity } = laterAddress();
  const script = document.createElement('script');
  script.type = 'module';
  script.integrity = integrity;
  // A browser may remember a module that failed, or what a portal answered in its place: each
  // further try has an address of its own, which means the same to the server and to the worker.
  script.src = trusted(tries === 0 ? url : `${url}?${tries}`);
  tries += 1;
  return new Promise((done, fail) => {
    const giveUp = () => {
      script.remove();
      fail(new NoSignal('unreachable'));
    };
    const late = setTimeout(giveUp, PATIENCE_MS);
    script.onerror = giveUp;
    script.onload = () => {
      clearTimeout(late);
      done();
    };
    document.head.append(script);
  });
}
