import { useEffect } from 'preact/hooks';
import { noteBillsRead } from '../../actions/bills.js';
import { Button } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { Money } from '../../components/money.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { isDue } from '../../lib/bills.js';
import { cardState } from '../../lib/card.js';
import { todayInChina } from '../../lib/clock.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { isAnswering } from '../../store/connection.js';
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
  const today = todayInChina();
  const due = card.bills ?? [];
  const shown = due.map(({ id }) => id).join();
  useEffect(() => {
    if (isAnswering.value) void noteBillsRead(due);
  }, [shown, isAnswering.value]);
  if (due.length === 0) return null;
  return (
    <Panel label={t('card.your_turn')}>
      {due.map((bill) => {
        const isLate = isDue(bill, today);
        const words = isLate ? 'visits.was_due' : 'visits.due_by';
        const isPaying = bill.state === 'paying';
        return (
          <Row
            key={bill.id}
            icon={isLate ? 'alert' : 'turn'}
            glyph={isLate ? 'late' : 'turn'}
            title={
              <>
                {t('visits.self_pay')} <Money fen={bill.owed_fen} />
              </>
            }
            text={isPaying ? t('visits.bill.paying') : t(words, { day: day(bill.due_on) })}
            href={`/visits/${bill.source_id}`}
          />
        );
      })}
    </Panel>
  );
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
      <a href="/vaccines">
        <Icon name="syringe" size="l" />
        {t('vaccines.title')}
      </a>
    </nav>
  );
}
