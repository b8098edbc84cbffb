/** @typedef {import('./complaint-overlay.js').ShownComplaint} ShownComplaint */
/** @typedef {import('./complaints.js').ComplaintEvent} ComplaintEvent */
/**
 * Where a complaint stands, as a family sees it: sent back · not on the server yet · looked into ·
 * answered · a second look that came back, or isn't on the server yet · looked at once more · over.
 * @typedef {'refused' | 'unsent' | 'received' | 'answered' | 'again_refused' | 'again_unsent'
 *   | 'reopened' | 'closed'} Where
 */

/**
 * @param {ShownComplaint} complaint
 * @returns {Where}
 */
export function whereIs({ state, unsent, again }) {
  if (unsent && unsent.state !== 'delivered') {
    return unsent.state === 'needs_you' ? 'refused' : 'unsent';
  }
  if (again?.state === 'needs_you' && state !== 'closed') return 'again_refused';
  if (again?.state === 'waiting') return 'again_unsent';
  return state;
}

/** Whether it waits for nobody's answer any more. @param {Where} where */
export function isSettled(where) {
  return where === 'answered' || where === 'closed';
}

/**
 * Whether the family may have it looked at once more: after an answer, or where the service closed
 * it, and once.
 * @param {ShownComplaint} complaint
 */
export function mayReopen({ state, closed_by, events, again }) {
  const wasReopened = events.some(({ kind }) => kind === 'reopened');
  return !wasReopened && !again && (state === 'answered' || closed_by === 'service');
}

/**
 * What the service said last: its answer, or why it closed it.
 * @param {ShownComplaint} complaint
 * @returns {ComplaintEvent | undefined}
 */
export function lastAnswer({ events }) {
  return events.filter(({ kind, phone }) => isOfService(kind, phone)).at(-1);
}

/**
 * @param {ComplaintEvent['kind']} kind
 * @param {string | null} phone null: no phone of the family did it
 */
function isOfService(kind, phone) {
  return kind === 'answered' || (kind === 'closed' && phone === null);
}

/**
 * The photos that came or are still to come.
 * @param {ShownComplaint} complaint
 */
export function standingPapers({ papers }) {
  return papers.filter(({ state }) => state !== 'dropped');
}
