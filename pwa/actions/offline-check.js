import { readEverything } from '../db/collections.js';
import { readFiles } from '../db/files.js';
import { keepLocal } from '../db/local.js';
import { build } from '../lib/build.js';
import { nowInstant } from '../lib/clock.js';
import { textAddresses } from '../sync/files.js';
import { withoutNetwork } from '../sync/http.js';
import { laterAddresses } from '../sync/later.js';

/**
 * One thing on this phone. `count` and `bytes` where they say something, `at` how old it is.
 * @typedef {{kind: 'cards' | 'records' | 'app' | 'texts' | DataKind, ok: boolean, count?: number,
 *   bytes?: number, at?: string | null, benefits?: number}} CheckItem
 * @typedef {'plans' | 'hospitals' | 'vaccines' | 'notices'} DataKind
 * @typedef {{items: CheckItem[], bytes: number}} Held
 * @typedef {{ok: boolean, ms: number, pages: number, at: string}} CheckResult
 */

/** @type {DataKind[]} */
const DATA = ['plans', 'hospitals', 'vaccines', 'notices'];

let pageCount = 0;

/** @param {number} count of the pages in the app's scripts */
export function knowPages(count) {
  pageCount = count;
}

/**
 * Proves that everything opens without a signal: every file of this build is read from the
 * worker's cache and every row from the database, while the app's own requests are refused.
 * @returns {Promise<Held>} what was read; the result is kept as `offline_check`, to show when it
 *   was last tried
 */
export async function runOfflineCheck() {
  const startedMs = performance.now();
  const held = await withoutNetwork(lookAtPhone);
  const ms = performance.now() - startedMs;
  const holdsPages = held.items.some(({ kind, ok }) => kind === 'app' && ok);
  await keepLocal('offline_check', {
    ok: held.items.every((item) => item.ok),
    ms,
    pages: holdsPages ? pageCount : 0,
    at: nowInstant(),
  });
  return held;
}

/**
 * What this phone holds, how old and how large.
 * @returns {Promise<Held>}
 */
export async function lookAtPhone() {
  const items = await lookAtEverything();
  return { items, bytes: items.reduce((sum, item) => sum + (item.bytes ?? 0), 0) };
}

/** @returns {Promise<CheckItem[]>} */
async function lookAtEverything() {
  const rows = await lookAtRows();
  const { zh, en } = textAddresses();
  const kept = await keptFiles();
  const data = await keptData();
  const texts = kept.filter(({ url }) => url === zh.url || url === en.url);
  const consents = data.filter(({ name }) => name === 'consents');
  const app = kept.filter(({ url }) => !url.startsWith('/data/'));
  return [
    ...rows,
    { kind: 'app', ok: holdsApp(app), count: app.length, bytes: total(app) },
    ...DATA.map((kind) => {
      const file = data.find(({ name }) => name === kind);
      return { kind, ok: file !== undefined, bytes: file?.bytes ?? 0 };
    }),
    {
      kind: 'texts',
      ok: texts.length === 2 && consents.length === 1,
      bytes: total([...texts, ...consents]),
    },
  ];
}

/**
 * Reads every row. A phone that was never bound holds nothing, and that opens too.
 * @returns {Promise<CheckItem[]>}
 */
async function lookAtRows() {
  let count = 0;
  /** @type {string | null} */
  let at = null;
  try {
    const { benefits, visits } = await readEverything(({ cards, policies }) => {
      count = cards.length;
      at = policies.map((policy) => policy.at).sort()[0] ?? null;
    });
    return [
      { kind: 'cards', ok: true, count, at },
      { kind: 'records', ok: true, count: visits.length, benefits: benefits.length, at },
    ];
  } catch {
    return [
      { kind: 'cards', ok: false },
      { kind: 'records', ok: false },
    ];
  }
}

/** Every data file read to its end; its size is that of its JSON. */
async function keptData() {
  const files = await readFiles().catch(() => []);
  return files.map(({ name, content }) => ({
    name,
    bytes: new Blob([JSON.stringify(content)]).size,
  }));
}

/** What the worker holds of this build, each file read to its end. Empty without a worker. */
async function keptFiles() {
  if (!('caches' in globalThis)) return [];
  const cache = await caches.open(`tongka-${build}`);
  const requests = await cache.keys();
  return Promise.all(
    requests.map(async (request) => {
      const response = await cache.match(request);
      const content = await response?.arrayBuffer();
      return { url: new URL(request.url).pathname, bytes: content?.byteLength ?? 0 };
    }),
  );
}

/**
 * Whether the shell and all that it asks for are there.
 * @param {{url: string}[]} kept
 */
function holdsApp(kept) {
  const asked = document.querySelectorAll('script[src], link[rel=stylesheet]');
  const addresses = [...asked].map((element) =>
    element instanceof HTMLScriptElement
      ? element.src
      : /** @type {HTMLLinkElement} */ (element).href,
  );
  const { script, styles } = laterAddresses();
  const needed = [
    '/',
    script.url,
    styles.url,
    ...addresses.map((address) => new URL(address).pathname),
  ];
  return needed.every((path) => kept.some((file) => file.url === path));
}

/** @param {{bytes: number}[]} files */
function total(files) {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}
