import { daysLeft } from '../../lib/bills.js';
import { todayInChina } from '../../lib/clock.js';
import { day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { visitState } from '../../lib/visits.js';

/** @typedef {import('../../lib/rows.js').Visit} Visit */

/**
 * How many days a due amount is past its date; 0 when it isn't.
 * @param {Visit} visit
 */
export function lateDays(visit) {
  if (visitState(visit) !== 'due' || !visit.bill) return 0;
  return Math.max(0, -daysLeft(visit.bill, todayInChina()));
}

/**
 * When the family's part is to be paid by, or was.
 * @param {Visit} visit
 * @returns {string} '' when nothing is due
 */
export function dueWords(visit) {
  if (visitState(visit) !== 'due' || !visit.bill) return '';
  const words = lateDays(visit) > 0 ? 'visits.was_due' : 'visits.pay_by';
  return t(words, { day: day(visit.bill.due_on) });
}

/**
 * The three amounts of a visit; what isn't decided yet says so.
 * @param {Visit} visit
 */
export function amountsOf({ total_fen, direct_fen, self_pay_fen, method }) {
  return {
    total: money(total_fen),
    insuredTerm: t(`visits.insured.${method}`),
    insured: direct_fen === null ? t('visits.state.reviewing') : money(direct_fen),
    own: direct_fen === null || self_pay_fen === null ? t('visits.undecided') : money(self_pay_fen),
  };
}
