import { useEffect } from 'preact/hooks';
import { noteBillsRead } from '../../actions/bills.js';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { isAnswering } from '../../store/connection.js';
import { billOf } from '../../store/payments.js';
import { cardOf, leaseOver, ready } from '../../store/queries.js';
import { ContactFirst } from '../cards/contact-first.jsx';
import { Outcome } from './outcome.jsx';
import { Pay } from './pay.jsx';
import { useAnswer, usePayment } from './use-payment.js';

/** @typedef {import('../../lib/rows.js').Bill} Bill */
/** @typedef {import('../../lib/rows.js').Card} Card */

/** One bill: what is to pay and the way to it, or what became of it. @param {{id: string}} props */
export default function BillPage({ id }) {
  const bill = billOf(id);
  const card = cardOf(bill?.policy_id ?? '');
  if (bill && card && !leaseOver(card.id)) return <OfFamily bill={bill} card={card} />;
  return (
    <Screen title={t('bills.title')} back="/visits" tab="cards">
      {!ready.value && <Skeleton rows={4} />}
      {ready.value && bill && card && <ContactFirst />}
      {ready.value && !(bill && card) && (
        <Blank
          art="bill"
          title={t('bills.unknown_title')}
          action={<Button href="/visits">{t('visits.to_all')}</Button>}
        >
          {t('bills.unknown_text')}
        </Blank>
      )}
    </Screen>
  );
}

/** @param {{bill: Bill, card: Card}} props */
function OfFamily({ bill, card }) {
  const payment = usePayment(bill);
  const answer = useAnswer(bill.id);
  useEffect(() => {
    if (isAnswering.value) void noteBillsRead([bill]);
  }, [bill.id, isAnswering.value]);
  if (payment.view === 'pay') return <Pay bill={bill} card={card} answer={answer} />;
  return <Outcome bill={bill} card={card} payment={payment} answer={answer} />;
}
