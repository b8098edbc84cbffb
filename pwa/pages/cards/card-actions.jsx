import { useEffect } from 'preact/hooks';
import { noteBillsRead } from '../../actions/bills.js';
import { Button } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { Money } from '../../components/money.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { isDue } from '../../lib/bills.js';
import { cardState, greyedBy } from '../../lib/card.js';
import { todayInChina } from '../../lib/clock.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { isAnswering } from '../../store/connection.js';
import { intentsOf, newAnswer, settledMeanwhile } from '../../store/payments.js';
import { MustReadRow } from '../notices/must-read-row.jsx';
import { CardStopped, NeedsDoctorNow } from './card-stopped.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */

/**
 * What can be done with a card, under it.
 *
 * @param {{card: Card}} props
 */
export function CardActions({ card }) {
  const state = cardState(card, todayInChina());
  const isActive = state === 'active';
  const show = `/cards/${card.id}/show`;
  return (
    <>
      {isActive ? (
        <Button icon="card" href={show}>
          {t('card.show')}
        </Button>
      ) : (
        <CardStopped card={card} />
      )}
      <Dues card={card} />
      {state === 'suspended' && <NeedsDoctorNow />}
      <Quick card={card} />
      <MustReadRow />
      {!isActive && (
        <Button kind="line" icon="card" href={show}>
          {t('card.show_anyway')}
        </Button>
      )}
      {card.demo && <Note text={t('common.demo_note')} />}
    </>
  );
}

/** What waits to be paid under this card. @param {{card: Card}} props */
function Dues({ card }) {
  const bills = card.bills ?? [];
  // That one stands above with its button.
  const [shown] = greyedBy(card, todayInChina());
  const due = bills.filter((bill) => bill !== shown);
  const settled = settledMeanwhile(card.id);
  useEffect(() => {
    if (isAnswering.value) void noteBillsRead(bills);
  }, [bills.map(({ id }) => id).join(), isAnswering.value]);
  if (due.length + settled.length === 0) return null;
  return (
    <Panel label={t('card.your_turn')}>
      {settled.map((bill) => (
        <Row
          key={bill.id}
          icon="check"
          glyph="ok"
          title={t('bills.settled_title', { hospital: bill.hospital })}
          text={t('bills.settled_text')}
          href={`/bills/${bill.id}`}
        />
      ))}
      {due.map((bill) => (
        <Due key={bill.id} bill={bill} />
      ))}
    </Panel>
  );
}

/** @param {{bill: import('../../lib/rows.js').Bill}} props */
function Due({ bill }) {
  const isLate = isDue(bill, todayInChina());
  return (
    <Row
      icon={isLate ? 'alert' : 'turn'}
      glyph={isLate ? 'late' : 'turn'}
      title={
        <>
          {t('visits.self_pay')} <Money fen={bill.owed_fen} />
        </>
      }
      text={dueText(bill, isLate)}
      href={`/bills/${bill.id}`}
    />
  );
}

/**
 * @param {import('../../lib/rows.js').Bill} bill
 * @param {boolean} isLate
 */
function dueText({ id, state, due_on }, isLate) {
  if (state === 'paying') return t('visits.bill.paying');
  if (intentsOf(id).length > 0) return t('bills.row_kept');
  if (newAnswer(id)) return t('bills.row_ready');
  return t(isLate ? 'visits.was_due' : 'visits.pay_by', { day: day(due_on) });
}

/** @param {{card: Card}} props */
function Quick({ card }) {
  return (
    <nav class="quick" aria-label={t('card.quick')}>
      <a href={`/cards/${card.id}/benefits`}>
        <Icon name="shield" size="l" />
        {t('benefits.title')}
      </a>
      <a href={`/visits?child=${encodeURIComponent(card.child_id)}`}>
        <Icon name="claim" size="l" />
        {t('visits.title')}
      </a>
      <a href="/claims">
        <Icon name="wallet" size="l" />
        {t('card.claims')}
      </a>
      <a href="/preauths">
        <Icon name="stamp" size="l" />
        {t('preauths.quick')}
      </a>
      <a href="/vaccines">
        <Icon name="syringe" size="l" />
        {t('vaccines.title')}
      </a>
    </nav>
  );
}
