/** @typedef {import('./rows.js').Visit} Visit */
/** @typedef {'reviewing' | 'due' | 'settled'} VisitState */

/**
 * Where a visit's money stands: still being worked out, the family's turn, or done.
 * @param {Pick<Visit, 'direct_fen' | 'self_pay_fen' | 'paid_on'>} visit
 * @returns {VisitState}
 */
export function visitState({ direct_fen, self_pay_fen, paid_on }) {
  if (direct_fen === null) return 'reviewing';
  return (self_pay_fen ?? 0) > 0 && !paid_on ? 'due' : 'settled';
}

/**
 * Whether a due amount is past its date.
 * @param {Pick<Visit, 'direct_fen' | 'self_pay_fen' | 'paid_on' | 'due_on'>} visit
 * @param {string} today ISO date in China
 */
export function isOverdue(visit, today) {
  return visitState(visit) === 'due' && visit.due_on !== null && visit.due_on < today;
}

/**
 * Newest first; on one day the later number first.
 * @template {Pick<Visit, 'visited_on' | 'number'>} V
 * @param {V[]} visits
 * @returns {V[]} a new list
 */
export function newestFirst(visits) {
  const key = (/** @type {V} */ visit) => `${visit.visited_on} ${visit.number}`;
  return [...visits].sort((one, other) => (key(one) < key(other) ? 1 : -1));
}

/**
 * Visits by month, newest first.
 * @template {Pick<Visit, 'visited_on' | 'number'>} V
 * @param {V[]} visits
 * @returns {{month: string, visits: V[]}[]} month as '2026-03'
 */
export function groupByMonth(visits) {
  /** @type {{month: string, visits: V[]}[]} */
  const groups = [];
  for (const visit of newestFirst(visits)) {
    const month = visit.visited_on.slice(0, 7);
    const last = groups[groups.length - 1];
    if (last?.month === month) last.visits.push(visit);
    else groups.push({ month, visits: [visit] });
  }
  return groups;
}
