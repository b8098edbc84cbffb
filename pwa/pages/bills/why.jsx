import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { visit as visitOf } from '../../store/queries.js';
import { amountsOf } from '../visits/visit-words.js';

/** @typedef {import('../../lib/rows.js').Bill} Bill */

/** How the amount comes about, and why it is the family's. @param {{bill: Bill}} props */
export function Why({ bill }) {
  const visit = visitOf(bill.source_id);
  return (
    <Panel pad label={t('visits.amounts')}>
      <dl class="kv">
        {visit && <Visit visit={visit} />}
        <div class="kv__sum">
          <dt>{t('visits.own')}</dt>
          <dd>{money(bill.due_fen)}</dd>
        </div>
        {bill.paid_fen > 0 && (
          <>
            <Line term={t('bills.paid_before')} value={`− ${money(bill.paid_fen)}`} />
            <div class="kv__sum">
              <dt>{t('bills.left')}</dt>
              <dd>{money(bill.owed_fen)}</dd>
            </div>
          </>
        )}
      </dl>
      <details class="why">
        <summary>
          {t('bills.why')}
          <Icon name="down" size="s" />
        </summary>
        <p class="lead">{t('bills.why_text')}</p>
      </details>
    </Panel>
  );
}

/** @param {{visit: import('../../lib/rows.js').Visit}} props */
function Visit({ visit }) {
  const { total, insuredTerm, insured } = amountsOf(visit);
  return (
    <>
      <Line term={t('bills.total')} value={total} />
      <Line term={insuredTerm} value={visit.direct_fen === null ? insured : `− ${insured}`} />
    </>
  );
}

/** @param {{term: string, value: string}} props */
function Line({ term, value }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
