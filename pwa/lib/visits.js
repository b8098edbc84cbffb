import { isUnpaid } from './bills.js';

/** @typedef {import('./rows.js').Visit} Visit */
/** @typedef {'reviewing' | 'due' | 'paying' | 'settled'} VisitState */

/**
 * Where a visit's money stands: still being worked out, the family's turn, being paid, or done.
 * The bill of a visit that was just settled comes a moment after it.
 * @param {Pick<Visit, 'method' | 'direct_fen' | 'self_pay_fen' | 'bill'>} visit
 * @returns {VisitState}
 */
export function visitState({ method, direct_fen, self_pay_fen, bill }) {
  if (direct_fen === null) return 'reviewing';
  if (bill) return bill.state === 'open' ? 'due' : bill.state === 'paying' ? 'paying' : 'settled';
  return method === 'direct' && (self_pay_fen ?? 0) > 0 ? 'reviewing' : 'settled';
}

/** What a list of visits may be cut down to. */
export const FILTERS = {
  all: () => true,
  /** @param {Visit} visit */
  due: (visit) => visit.bill !== undefined && isUnpaid(visit.bill.state),
  /** @param {Visit} visit */
  direct: ({ method }) => method === 'direct',
  /** @param {Visit} visit */
  reimbursement: ({ method }) => method === 'reimbursement',
};

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
