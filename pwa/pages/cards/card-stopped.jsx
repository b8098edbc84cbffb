import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Money } from '../../components/money.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Pill } from '../../components/pill.jsx';
import { daysLeft } from '../../lib/bills.js';
import { cardState, greyedBy } from '../../lib/card.js';
import { todayInChina } from '../../lib/clock.js';
import { daysBetween } from '../../lib/days.js';
import { day, fullDate, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';

/** @typedef {import('../../lib/rows.js').Card} Card */

/**
 * Why a card can't be used today, what still holds, and what can be done.
 *
 * @param {{card: Card}} props
 */
export function CardStopped({ card }) {
  const state = cardState(card, todayInChina());
  if (state === 'suspended') return <Suspended card={card} />;
  const params = {
    starts: fullDate(card.starts_on),
    ends: fullDate(card.ends_on),
    count: daysBetween(todayInChina(), card.starts_on),
  };
  return (
    <Panel pad class="fix">
      <h2>{t(`card.${state}.title`, params)}</h2>
      <p class="lead">{t(`card.${state}.text`, params)}</p>
      {state === 'expired' && (
        <Button kind="soft" href="/bind">
          {t('card.add')}
        </Button>
      )}
    </Panel>
  );
}

/** @param {{card: Card}} props */
function Suspended({ card }) {
  const [first, ...more] = greyedBy(card, todayInChina());
  if (first) return <Overdue bill={first} count={1 + more.length} />;
  const reason = card.reason ?? 'other';
  return (
    <Panel pad class="fix">
      <h2>{t(`card.suspended.${reason}.title`)}</h2>
      <p class="lead">{card.reason_note || t(`card.suspended.${reason}.text`)}</p>
      <p class="lead">{t('card.suspended.holds')}</p>
    </Panel>
  );
}

/**
 * What greys the card, and the way out.
 *
 * @param {{bill: import('../../lib/rows.js').Bill, count: number}} props bill: the one to pay
 *   first; count: how many there are
 */
function Overdue({ bill, count }) {
  const { id, hospital, visited_on, due_on, owed_fen, state } = bill;
  const params = { hospital, day: day(visited_on), due: day(due_on), count };
  return (
    <Panel pad class="fix">
      <h2>{t('card.overdue.title', params)}</h2>
      <p class="lead">{t('card.overdue.text', params)}</p>
      <div class="fix__sum">
        <Pill kind="late" icon="alert">
          {t('visits.late', { count: -daysLeft(bill, todayInChina()) })}
        </Pill>
        <Money fen={owed_fen} hero />
      </div>
      <Button block href={`/bills/${id}`}>
        {state === 'paying' ? t('bills.see') : t('bills.pay', { amount: money(owed_fen) })}
      </Button>
      <p class="cap fix__next">{t('card.overdue.next')}</p>
    </Panel>
  );
}

/** What a parent does whose child is ill while direct billing is paused. */
export function NeedsDoctorNow() {
  return (
    <Section title={t('card.now.title')}>
      <Panel>
        <Row icon="hospital" title={t('card.now.pay')} text={t('card.now.keep')} />
        <Row
          icon="claim"
          title={t('card.now.claim')}
          text={t('card.now.terms')}
          href="/claims/new"
        />
        <HotlineRow title={t('card.now.ask')} />
      </Panel>
    </Section>
  );
}
