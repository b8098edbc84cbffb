/**
 * What was written, told to this tab at once and to the other tabs where the browser can.
 * @typedef {{kind: 'rows'} | {kind: 'passes'} | {kind: 'local', key: string, value: unknown}
 *   | {kind: 'files'} | {kind: 'outdated'} | {kind: 'outbox', isNew?: boolean, hasArrived?: boolean}} Change
 * isNew: there is something that could be sent now; hasArrived: the server has something more
 */

/** @type {Set<(change: Change) => void>} */
const listeners = new Set();
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('tongka') : null;

channel?.addEventListener('message', (event) => tellHere(event.data));

/** @param {(change: Change) => void} listener */
export function onChange(listener) {
  listeners.add(listener);
}

/** @param {Change} change */
export function announce(change) {
  tellHere(change);
  channel?.postMessage(change);
}

/** @param {Change} change */
export function tellHere(change) {
  for (const listener of listeners) listener(change);
}
