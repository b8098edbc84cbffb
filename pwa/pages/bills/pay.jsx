import { useState } from 'preact/hooks';
import { dropIntents } from '../../actions/payments.js';
import { Banner } from '../../components/banner.jsx';
import { Button } from '../../components/button.jsx';
import { Money } from '../../components/money.jsx';
import { Note } from '../../components/note.jsx';
import { Options } from '../../components/options.jsx';
import { Section } from '../../components/panel.jsx';
import { Pill } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { daysLeft } from '../../lib/bills.js';
import { todayInChina } from '../../lib/clock.js';
import { day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { intentsOf } from '../../store/payments.js';
import { Refunds } from './refunds.jsx';
import { usePay } from './use-pay.js';
import { Why } from './why.jsx';

/** @typedef {import('../../lib/rows.js').Bill} Bill */
/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('./use-pay.js').Said} Said */
/** @typedef {'open' | 'scan'} Kind */

/**
 * What is to pay, why, by when, and how.
 *
 * @param {{bill: Bill, card: Card, answer: ReturnType<typeof import('./use-payment.js').useAnswer>}}
 *   props answer: what the server said to a tap without signal
 */
export function Pay({ bill, card, answer }) {
  const [kind, setKind] = useState(/** @type {Kind} */ (isDesktop() ? 'scan' : 'open'));
  const { pay, isBusy, said } = usePay(bill);
  const isKept = intentsOf(bill.id).length > 0;
  const fromAnswer = answer && { code: isOutdated(answer, bill) ? 'changed' : answer.answer };
  return (
    <Screen
      title={t('bills.title')}
      back={`/visits/${bill.source_id}`}
      dock={
        <Button busy={isBusy} onClick={() => pay(kind)}>
          {t(isBusy ? 'bills.asking' : 'bills.pay', { amount: money(bill.owed_fen) })}
        </Button>
      }
    >
      <section class="payhead">
        <p class="lead">
          {card.child_name}
          <i class="sep" aria-hidden="true" />
          {bill.hospital}
          <i class="sep" aria-hidden="true" />
          {day(bill.visited_on)}
        </p>
        <Money fen={bill.owed_fen} hero />
        <ByWhen bill={bill} />
      </section>
      {isKept && <Kept bill={bill} />}
      {!isKept && <SaidBanner said={said ?? fromAnswer} owed={bill.owed_fen} />}
      <Why bill={bill} />
      <Section title={t('bills.how')}>
        <Options
          name="kind"
          label={t('bills.how')}
          value={kind}
          options={[
            { value: 'open', icon: 'mobile', label: t('bills.open'), text: t('bills.open_text') },
            { value: 'scan', icon: 'users', label: t('bills.scan'), text: t('bills.scan_text') },
          ]}
          onValue={setKind}
        />
      </Section>
      <Refunds bill={bill} />
      <Note icon="lock" text={t('bills.calm')} />
      {card.demo && <Note text={t('common.demo_note')} />}
    </Screen>
  );
}

/** @param {{bill: Bill}} props */
export function ByWhen({ bill }) {
  const left = daysLeft(bill, todayInChina());
  if (left < 0) {
    return (
      <Pill kind="late" icon="alert">
        {t('visits.late', { count: -left })}
      </Pill>
    );
  }
  const words = left > 7 ? 'bills.by' : left > 0 ? 'bills.by_in' : 'bills.by_today';
  return (
    <Pill kind="turn" icon="turn">
      {t(words, { day: day(bill.due_on), count: left })}
    </Pill>
  );
}

/** A tap that waits for signal: nothing is charged by it. @param {{bill: Bill}} props */
function Kept({ bill }) {
  return (
    <Banner
      kind="wait"
      icon="nosignal"
      isNews
      title={t('bills.kept_title')}
      action={
        <Button small kind="line" onClick={() => dropIntents(bill.id)}>
          {t('bills.kept_drop')}
        </Button>
      }
    >
      {t('bills.kept_text')}
    </Banner>
  );
}

/** What the server said to the last tap. @param {{said?: Said, owed: number}} props */
function SaidBanner({ said, owed }) {
  if (!said) return null;
  const { code, message, hint, phone } = said;
  if (message) {
    return <Banner kind="turn" icon="info" isNews title={message} text={hint} />;
  }
  const params = { amount: money(owed), phone: phone ?? '' };
  const isGood = code === 'confirm';
  return (
    <Banner
      kind={isGood ? 'ok' : 'turn'}
      icon={isGood ? 'check' : 'turn'}
      isNews
      title={t(`bills.said.${code}.title`, params)}
      text={t(`bills.said.${code}.text`, params)}
    />
  );
}

/**
 * Whether what the server agreed to was another amount than is owed by now.
 * @param {{answer: string, amount_fen: number}} answer
 * @param {Bill} bill
 */
function isOutdated({ answer, amount_fen }, { owed_fen }) {
  return answer === 'confirm' && amount_fen !== owed_fen;
}

function isDesktop() {
  return matchMedia('(hover: hover) and (pointer: fine)').matches;
}
