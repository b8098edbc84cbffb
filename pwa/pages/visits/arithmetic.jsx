import { chinaDate } from '../../lib/days.js';
import { day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { amountsOf } from './visit-words.js';

/** @typedef {import('../../lib/rows.js').Visit} Visit */

/** The amounts of a visit, one line a step. @param {{visit: Visit}} props */
export function Arithmetic({ visit }) {
  const { total, insuredTerm, insured, own } = amountsOf(visit);
  const isDecided = visit.direct_fen !== null;
  const rest = isDecided
    ? visit.total_fen - (visit.direct_fen ?? 0) - (visit.self_pay_fen ?? 0)
    : 0;
  return (
    <ul class="calc">
      <Line words={t('visits.total')} amount={total} />
      <Line
        words={insuredTerm}
        small={isDecided ? '' : t('visits.reviewing_note')}
        amount={isDecided ? `− ${insured}` : insured}
      />
      {rest > 0 && visit.self_pay_fen !== null && (
        <Line words={t('visits.rest')} small={t('visits.rest_note')} amount={`− ${money(rest)}`} />
      )}
      <li class="calc__sum">
        <span>
          {t('visits.own')}
          <small>{paidWords(visit)}</small>
        </span>
        <b>{own}</b>
      </li>
    </ul>
  );
}

/** @param {{words: string, small?: string, amount: string}} props */
function Line({ words, small, amount }) {
  return (
    <li>
      <span>
        {words}
        {small && <small>{small}</small>}
      </span>
      <b>{amount}</b>
    </li>
  );
}

/** @param {Visit} visit */
function paidWords(visit) {
  const { bill } = visit;
  if (bill?.paid_at) return t('visits.paid_on', { day: day(chinaDate(Date.parse(bill.paid_at))) });
  if (bill) return t(`visits.bill.${bill.state}`);
  return visit.self_pay_fen === 0 ? t('visits.nothing_to_pay') : '';
}
