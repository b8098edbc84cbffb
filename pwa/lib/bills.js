import { chinaDate, daysBetween } from './days.js';

/**
 * What this phone wants to pay or went to pay: `id` of the order, `opened_at` since when the
 * parent is shown where to pay it.
 * @typedef {{id: string, amount_fen: number, kind: 'open' | 'scan', opened_at?: string}} Attempt
 */

/**
 * Whether a bill greys the card: unpaid, and past its date. One that somebody went to pay in time
 * doesn't, until it is known how that ended. The same as `is_due` in api/payments/rules.py.
 * @param {{state: string, due_on: string, paying?: {since: string} | null}} bill
 * @param {string} today ISO date in China
 */
export function isDue({ state, due_on, paying }, today) {
  if (!isUnpaid(state) || today <= due_on) return false;
  return !(state === 'paying' && paying && chinaDate(Date.parse(paying.since)) <= due_on);
}

/** @param {string} state */
export function isUnpaid(state) {
  return state === 'open' || state === 'paying';
}

/**
 * How many days are left to pay; 0: today is the last, below 0: so many days late.
 * @param {{due_on: string}} bill
 * @param {string} today
 */
export function daysLeft({ due_on }, today) {
  return daysBetween(today, due_on);
}

/**
 * Whether an entry of the outbox is a tap on 支付 without signal; unless said otherwise one that
 * the server hasn't answered yet.
 * @param {import('./outbox.js').Entry} entry
 * @param {string} billId
 * @param {'delivered'} [state]
 */
export function isIntentFor(entry, billId, state) {
  if (entry.name !== 'payments.intend' || entry.args.bill_id !== billId) return false;
  return (entry.state === 'delivered') === (state === 'delivered');
}
