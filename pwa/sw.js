/* The service worker: keeps the whole app of one build, so that it opens without a network. */

import { keptPicture } from './db/picture.js';
import { trusted } from './lib/trusted.js';
import { SYNC_TAG } from './sync/tag.js';

/** @typedef {{url: string, integrity: string}} PrecachedFile */

const { build, files, sender } = __PRECACHE__;
const CACHE = `tongka-${build}`;
const SHELL = '/';

/** Addresses that the server answers by itself, and files that aren't the shell. */
const NOT_THE_SHELL = /^\/(api|console|verify|sandbox|data|healthz|readyz|assets)(\/|$)|\.\w+$/;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

worker.addEventListener('install', (event) => event.waitUntil(precache()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('message', onMessage);
worker.addEventListener('fetch', onFetch);
// Chromium only, and not in the types.
/** @type {any} */ (worker).addEventListener('sync', onSync);

/** All files or none: a portal's page never gets past the integrity hash. */
async function precache() {
  bringSender();
  const cache = await caches.open(CACHE);
  await Promise.all(files.map((file) => store(cache, file)));
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('tongka-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {ExtendableMessageEvent} event the page asks when a person agreed to the update */
function onMessage(event) {
  if (event.data?.type === 'skip-waiting') void worker.skipWaiting();
}

/** @param {ExtendableEvent & {tag: string}} event the browser has found a network */
function onSync(event) {
  if (event.tag !== SYNC_TAG) return;
  bringSender();
  event.waitUntil(/** @type {any} */ (worker).sendInBackground());
}

/**
 * Reads the script that sends. Most starts are for a cold page, which doesn't need it; a browser
 * lets a worker read later on what it has read while it was installed.
 */
function bringSender() {
  if ('sync' in worker.registration && !('sendInBackground' in worker)) {
    worker.importScripts(trusted(sender));
  }
}

/** @param {FetchEvent} event */
function onFetch(event) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (!NOT_THE_SHELL.test(pathname)) event.respondWith(shellFor(pathname, request));
  } else if (isPrecached(pathname)) {
    event.respondWith(kept(pathname, request));
  }
}

/**
 * @param {Cache} cache
 * @param {PrecachedFile} file
 */
async function store(cache, { url, integrity }) {
  if (await cache.match(url)) return;
  const freshness = url === SHELL ? 'reload' : 'default';
  const response = await fetch(url, { integrity, cache: freshness, redirect: 'error' });
  if (!response.ok) throw new TypeError(`${response.status} for ${url}`);
  await cache.put(url, response);
}

/**
 * The shell; for the wallet with what it showed last, while that is still true.
 * @param {string} pathname
 * @param {Request} request
 */
async function shellFor(pathname, request) {
  const picture = pathname === SHELL ? await keptPicture(Date.now()) : null;
  return picture ?? kept(SHELL, request);
}

/**
 * @param {string} url of the precache
 * @param {Request} request what to ask the network for, should the cache have been cleared
 */
async function kept(url, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}

/** @param {string} pathname */
function isPrecached(pathname) {
  return pathname !== SHELL && files.some((file) => file.url === pathname);
}
