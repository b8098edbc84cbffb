import { Button } from '../../components/button.jsx';
import { VisitStatus } from '../../components/pill.jsx';
import { fullDate, money } from '../../lib/format.js';
import { language, t } from '../../lib/labels.js';
import { visitState } from '../../lib/visits.js';
import { amountsOf, dueWords, lateDays } from './visit-words.js';

/** @typedef {import('../../lib/rows.js').Visit} Visit */

/** One visit of a list: where, when, how its money stands, and the way to pay it.
 * @param {{visit: Visit}} props */
export function VisitRow({ visit }) {
  return (
    <>
      <Line visit={visit} />
      <PayStrip visit={visit} />
    </>
  );
}

/** @param {{visit: Visit}} props */
function Line({ visit }) {
  const { total, insuredTerm, insured, own } = amountsOf(visit);
  return (
    <a class="visit" href={`/visits/${visit.id}`}>
      <div class="visit__m">
        <Leaf on={visit.visited_on} />
        <div class="row__b">
          <span class="row__t">{visit.hospital}</span>
          <span class="row__s">{visit.department}</span>
        </div>
        <VisitStatus state={visitState(visit)} lateDays={lateDays(visit)} />
      </div>
      <dl class="visit__kv">
        <div>
          <dt>{t('visits.total')}</dt>
          <dd>{total}</dd>
        </div>
        <div>
          <dt>{insuredTerm}</dt>
          <dd>{insured}</dd>
        </div>
        <div>
          <dt>{t('visits.own')}</dt>
          <dd>
            <b>{own}</b>
          </dd>
        </div>
      </dl>
    </a>
  );
}

/** By when a visit is to be paid, and the button; nothing where nothing is due.
 * @param {{visit: Visit}} props */
export function PayStrip({ visit }) {
  const words = dueWords(visit);
  if (!words || !visit.bill) return null;
  return (
    <div class={`visit__pay ${lateDays(visit) > 0 ? 'visit__pay--late' : ''}`}>
      <p>{words}</p>
      <Button small href={`/bills/${visit.bill.id}`}>
        {t('bills.pay', { amount: money(visit.bill.owed_fen) })}
      </Button>
    </div>
  );
}

/** A leaf of the calendar. @param {{on: string}} props ISO date */
function Leaf({ on }) {
  const [, month = 1, date = 1] = on.split('-').map(Number);
  return (
    <span class="leaf">
      <span aria-hidden="true">
        {language.value === 'en' ? SHORT_MONTHS[month - 1] : `${month}月`}
        <b>{date}</b>
      </span>
      <span class="vh">{fullDate(on)}</span>
    </span>
  );
}

const SHORT_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
