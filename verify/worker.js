/* Keeps /verify and its two files, and answers nothing else. */

const { build, files } = __VERIFY__;
// Not `tongka-…`: those belong to the app's own worker, which clears them away.
const OURS = 'verify-';
const CACHE = `${OURS}${build}`;
const PAGE = '/verify';

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()));
worker.addEventListener('fetch', onFetch);

/** All files or none: a portal's page never gets past the integrity hash. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    files.map(async ({ url, integrity }) => {
      const response = await fetch(url, { integrity, cache: 'reload', redirect: 'error' });
      if (!response.ok) throw new TypeError(`${response.status} for ${url}`);
      await cache.put(url, response);
    }),
  );
  // The page holds no work of anybody's: the next visit is the newer one.
  await worker.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** @param {FetchEvent} event */
function onFetch(event) {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isPage = request.mode === 'navigate' ? pathname === PAGE : pathname !== PAGE;
  const isOurs = origin === worker.location.origin && files.some(({ url }) => url === pathname);
  if (request.method === 'GET' && isPage && isOurs) event.respondWith(kept(pathname, request));
}

/**
 * @param {string} url
 * @param {Request} request what to ask the network for, should the cache have been cleared
 */
async function kept(url, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(url)) ?? fetch(request);
}
