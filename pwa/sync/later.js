import { NoSignal } from '../lib/outcome.js';
import { trusted } from '../lib/trusted.js';

/** @typedef {import('./data.js').FileAddress} FileAddress */

/** After so long another try may overtake one that hangs. */
const PATIENCE_MS = 20_000;

/** Without its styles no page of the part may be drawn. */
const bringStyles = untilHere(({ styles }, again) => {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.integrity = styles.integrity;
  link.href = styles.url + again;
  return link;
});

/** An element, because an `import()` carries no integrity. */
const bringScript = untilHere(({ script }, again) => {
  const element = document.createElement('script');
  element.type = 'module';
  element.integrity = script.integrity;
  element.src = trusted(script.url + again);
  return element;
});

/** @type {() => void} */
let arrive = () => {};
/** Kept once the styles of the later part are on the page; it is never broken. */
export const stylesHere = new Promise((done) => {
  arrive = () => done(undefined);
});

/**
 * Brings the later part of the app, its script and its styles; the script runs as it arrives.
 * Joins the try that is under way, and does nothing once the part is here.
 * @returns {Promise<void>}
 * @throws {NoSignal} it isn't on this phone and can't be had now
 */
export async function bringLater() {
  await Promise.all([bringStyles().then(arrive), bringScript()]);
}

/**
 * Where the later part of this build lies.
 * @returns {{script: FileAddress, styles: FileAddress}}
 */
export function laterAddresses() {
  const meta = document.querySelector('meta[name="tongka-later"]');
  return JSON.parse(meta?.getAttribute('content') ?? '{}');
}

/**
 * @param {(addresses: ReturnType<typeof laterAddresses>, again: string) =>
 *   HTMLLinkElement | HTMLScriptElement} make again: what makes the address another one
 * @returns {() => Promise<void>} brings it, once
 */
function untilHere(make) {
  /** @type {Promise<void> | null} */
  let bringing = null;
  let tries = 0;
  return () => {
    // A browser may remember a module that failed, or what a portal answered in its place: each
    // further try has an address of its own, which means the same to the server and to the worker.
    bringing ??= load(make(laterAddresses(), tries++ === 0 ? '' : `?${tries}`)).catch((error) => {
      bringing = null;
      throw error;
    });
    return bringing;
  };
}

/**
 * @param {HTMLLinkElement | HTMLScriptElement} element
 * @returns {Promise<void>}
 */
function load(element) {
  return new Promise((done, fail) => {
    const giveUp = () => {
      element.remove();
      fail(new NoSignal('unreachable'));
    };
    const late = setTimeout(giveUp, PATIENCE_MS);
    element.onerror = giveUp;
    element.onload = () => {
      clearTimeout(late);
      done();
    };
    document.head.append(element);
  });
}
