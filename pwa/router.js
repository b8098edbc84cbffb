import { signal } from '@preact/signals';
import { h } from 'preact';

/** @typedef {{path: string, search: URLSearchParams, depth: number}} Place */

/** Where we are. `depth` counts the steps taken inside the app, so that `back` knows its way. */
export const location = signal(here());

/** Where the reader had scrolled to, by depth. @type {Map<number, number>} */
const scrolled = new Map();
let isReturning = false;

/** Follows the browser's own back and forward, and every link of ours that is pressed. */
export function startRouter() {
  history.scrollRestoration = 'manual';
  addEventListener('popstate', () => {
    remember();
    isReturning = true;
    location.value = here();
  });
  document.addEventListener('click', followLink);
}

/**
 * Goes to a page of the app.
 * @param {string} path with its query
 * @param {{replace?: boolean}} [options] replace: `back` won't return to the page we leave
 */
export function navigate(path, { replace = false } = {}) {
  remember();
  const depth = location.value.depth + (replace ? 0 : 1);
  history[replace ? 'replaceState' : 'pushState']({ depth }, '', path);
  isReturning = false;
  location.value = here();
}

/**
 * Goes back within the app; on a page that was opened from outside, to the page above.
 * @param {string} [above]
 */
export function back(above = '/') {
  if (location.value.depth > 0) history.back();
  else navigate(above, { replace: true });
}

/**
 * Goes back to the page that lay at a depth, and on from there to another in its place: what lay
 * between is over, and Back doesn't lead into it again.
 * @param {string} path
 * @param {number} depth
 */
export function leaveTo(path, depth) {
  const steps = location.value.depth - depth;
  const arrive = () => navigate(path, { replace: true });
  if (steps <= 0) return arrive();
  addEventListener('popstate', arrive, { once: true });
  history.go(-steps);
}

/** After a page was drawn: its heading gets the focus, and the scroll position comes back. */
export function settle() {
  scrollTo(0, isReturning ? (scrolled.get(location.peek().depth) ?? 0) : 0);
  const heading = /** @type {HTMLElement | null} */ (document.querySelector('h1'));
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/**
 * The first row whose pattern fits a path; `:name` takes one segment.
 * @template {{path: string}} R
 * @param {R[]} routes
 * @param {string} path
 * @returns {{route: R, params: Record<string, string>} | null}
 */
export function match(routes, path) {
  const asked = path.replace(/(.)\/$/, '$1').split('/');
  for (const route of routes) {
    const params = fit(route.path.split('/'), asked);
    if (params) return { route, params };
  }
  return null;
}

/**
 * A link inside the app. A plain `<a href>` works as well: this one marks the current page.
 * @param {import('preact').AnchorHTMLAttributes & {href: string}} props
 */
export function Link(props) {
  const isHere = props.href === location.value.path;
  return h('a', { 'aria-current': isHere ? 'page' : undefined, ...props });
}

/** @returns {Place} */
function here() {
  const { pathname, search } = globalThis.location;
  const depth = history.state?.depth ?? 0;
  return { path: pathname, search: new URLSearchParams(search), depth };
}

function remember() {
  scrolled.set(location.peek().depth, scrollY);
}

/** @param {MouseEvent} event */
function followLink(event) {
  const isPlain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (event.defaultPrevented || event.button !== 0 || !isPlain) return;
  const target = event.target instanceof Element ? event.target.closest('a') : null;
  if (!target || target.target || target.hasAttribute('download')) return;
  const { origin, pathname, search, hash } = target;
  if (origin !== globalThis.location.origin || hash) return;
  event.preventDefault();
  navigate(pathname + search);
}

/**
 * @param {string[]} pattern
 * @param {string[]} asked
 */
function fit(pattern, asked) {
  if (pattern.length !== asked.length) return null;
  /** @type {Record<string, string>} */
  const params = {};
  for (const [index, part] of pattern.entries()) {
    const given = asked[index] ?? '';
    if (part.startsWith(':') && given) params[part.slice(1)] = decode(given);
    else if (part !== given) return null;
  }
  return params;
}

/** @param {string} segment */
function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
