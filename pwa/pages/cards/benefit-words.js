import { shares } from '../../lib/benefits.js';
import { money, percent } from '../../lib/format.js';
import { t } from '../../lib/labels.js';

/** @typedef {import('../../lib/rows.js').PlanBenefit} PlanBenefit */
/** @typedef {ReturnType<typeof import('../../lib/benefits.js').balance>} Balance */

/** @param {number} fen */
const whole = (fen) => money(fen, { whole: true });

/** @param {number} count */
const times = (count) => t('benefits.times', { count });

/**
 * The figures of the limit that counts: money where there is one, else times.
 * @param {Balance} balance
 * @returns {{limit: string, used: string, reviewing: string, left: string,
 *   shares: {used_bp: number, reviewing_bp: number, remaining_bp: number}} | null} null: no limit
 */
export function figuresOf(balance) {
  const inMoney = shares(balance.limit_fen, balance.used_fen, balance.reviewing_fen);
  if (inMoney && balance.limit_fen !== null) {
    return {
      limit: whole(balance.limit_fen),
      used: whole(balance.used_fen),
      reviewing: balance.reviewing_fen > 0 ? whole(balance.reviewing_fen) : '',
      left: whole(balance.remaining_fen ?? 0),
      shares: inMoney,
    };
  }
  const inTimes = shares(balance.limit_count, balance.used_count, balance.reviewing_count);
  if (!inTimes || balance.limit_count === null) return null;
  return {
    limit: times(balance.limit_count),
    used: times(balance.used_count),
    reviewing: balance.reviewing_count > 0 ? times(balance.reviewing_count) : '',
    left: times(balance.remaining_count ?? 0),
    shares: inTimes,
  };
}

/**
 * What was used without a limit, in words; '' when nothing was.
 * @param {Balance} balance
 */
export function usedOf(balance) {
  if (balance.used_fen > 0) return whole(balance.used_fen);
  return balance.used_count > 0 ? times(balance.used_count) : '';
}

/**
 * How a benefit pays, as terms with values: deductible, payout rate, limits a visit and a day.
 * @param {PlanBenefit} benefit
 * @returns {{term: string, value: string}[]}
 */
export function rulesOf(benefit) {
  const { per_visit_fen, per_day_fen, deductible_fen, deductible_per, limit_count } = benefit;
  const deductible = deductible_per
    ? t(`benefits.deductible_per.${deductible_per}`, { amount: whole(deductible_fen) })
    : t('benefits.no_deductible');
  const rules = [
    { term: t('benefits.deductible'), value: deductible },
    { term: t('benefits.payout_rate'), value: percent(benefit.payout_rate_bp) },
  ];
  if (per_visit_fen !== null)
    rules.push({ term: t('benefits.per_visit'), value: whole(per_visit_fen) });
  if (per_day_fen !== null) rules.push({ term: t('benefits.per_day'), value: whole(per_day_fen) });
  if (limit_count !== null) rules.push({ term: t('benefits.per_year'), value: times(limit_count) });
  if (benefit.needs_preauth)
    rules.push({ term: t('benefits.preauth'), value: t('benefits.needed') });
  return rules;
}

/**
 * The same in one short line, for the list.
 * @param {PlanBenefit} benefit
 * @returns {string[]}
 */
export function shortRules(benefit) {
  const { payout_rate_bp, deductible_fen, deductible_per, per_visit_fen, per_day_fen } = benefit;
  const short = [t('benefits.pays', { rate: percent(payout_rate_bp) })];
  if (deductible_per) {
    short.push(t(`benefits.after.${deductible_per}`, { amount: whole(deductible_fen) }));
  }
  if (per_visit_fen !== null)
    short.push(t('benefits.most_visit', { amount: whole(per_visit_fen) }));
  if (per_day_fen !== null) short.push(t('benefits.most_day', { amount: whole(per_day_fen) }));
  if (benefit.needs_preauth) short.push(t('benefits.ask_first'));
  return short;
}
