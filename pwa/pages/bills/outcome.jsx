import { Button } from '../../components/button.jsx';
import { Facts, Values } from '../../components/facts.jsx';
import { Icon } from '../../components/icon.jsx';
import { Note } from '../../components/note.jsx';
import { Panel } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { chinaDate } from '../../lib/days.js';
import { asOf, day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { Checking } from './checking.jsx';
import { CodeToScan, hasCode } from './code-to-scan.jsx';
import { Receipt } from './receipt.jsx';
import { Refunds } from './refunds.jsx';

/** @typedef {import('../../lib/rows.js').Bill} Bill */
/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('./use-payment.js').Payment} Payment */
/** @typedef {Exclude<Payment['view'], 'pay'>} Ended */

/**
 * scan: being looked into as well, with the code still on the screen.
 * @type {Record<Ended | 'scan', {icon: string, tone: string}>}
 */
const LOOKS = {
  scan: { icon: 'mobile', tone: 'move' },
  checking: { icon: 'hourglass', tone: 'move' },
  busy: { icon: 'users', tone: 'move' },
  failed: { icon: 'undo', tone: 'turn' },
  paid: { icon: 'check', tone: 'ok' },
  waived: { icon: 'check', tone: 'ok' },
  cancelled: { icon: 'check', tone: 'ok' },
};

/**
 * What became of a payment, or that it isn't known yet: the word above all is not to pay again.
 *
 * @param {{bill: Bill, card: Card, payment: Payment,
 *   answer: ReturnType<typeof import('./use-payment.js').useAnswer>}} props
 */
export function Outcome({ bill, card, payment, answer }) {
  const view = /** @type {Ended} */ (payment.view);
  const isOpen = view === 'checking' || view === 'busy';
  const isEnd = !isOpen && view !== 'failed';
  return (
    <Screen
      title={t('bills.result')}
      back={`/visits/${bill.source_id}`}
      tab="cards"
      dock={isEnd ? undefined : <Act bill={bill} payment={payment} />}
    >
      <Head bill={bill} view={isOpen && hasCode(bill) ? 'scan' : view} />
      {isOpen && <CodeToScan bill={bill} />}
      {isEnd && answer && <Note icon="check" text={t('bills.not_charged')} />}
      <Panel pad label={t('bills.one')}>
        <Values rows={rowsOf(bill, card, isEnd)} />
      </Panel>
      {isOpen && <Checking bill={bill} payment={payment} />}
      {view === 'paid' && <Receipt bill={bill} />}
      <Refunds bill={bill} />
      {view === 'failed' && <Note icon="lock" text={t('bills.calm')} />}
      {card.demo && <Note text={t('common.demo_note')} />}
      <Facts rows={[{ term: t('bills.number'), value: bill.number }]} />
    </Screen>
  );
}

/** @param {{bill: Bill, view: Ended | 'scan'}} props */
function Head({ bill, view }) {
  const { icon, tone } = LOOKS[view];
  const params = { phone: bill.paying?.phone ?? '', amount: money(bill.paid_fen) };
  return (
    <section class={`outcome outcome--${tone}`} aria-live="assertive">
      <span class="outcome__i">
        <Icon name={icon} />
      </span>
      <h2>{t(`bills.view.${view}.title`, params)}</h2>
      <p class="lead">{t(`bills.view.${view}.text`, params)}</p>
    </section>
  );
}

/** @param {{bill: Bill, payment: Payment}} props */
function Act({ bill, payment }) {
  if (payment.view === 'failed') {
    return (
      <Button onClick={payment.payAgain}>
        {t('bills.pay_again', { amount: money(bill.owed_fen) })}
      </Button>
    );
  }
  return (
    <Button kind="soft" icon="refresh" busy={payment.isAsking} onClick={payment.ask}>
      {t('bills.ask_again')}
    </Button>
  );
}

/**
 * @param {Bill} bill
 * @param {Card} card
 * @param {boolean} isEnd
 */
function rowsOf(bill, card, isEnd) {
  const fen = isEnd ? bill.due_fen : bill.owed_fen;
  const rows = [
    { term: t('bills.amount'), value: <b>{money(fen)}</b> },
    { term: t('bills.child'), value: card.child_name },
    {
      term: t('bills.visit'),
      value: (
        <>
          {bill.hospital}
          <i class="sep" aria-hidden="true" />
          {day(bill.visited_on)}
        </>
      ),
    },
  ];
  if (bill.paid_at) {
    const on = bill.receipt ? asOf(bill.paid_at) : day(chinaDate(Date.parse(bill.paid_at)));
    rows.push({ term: t('bills.paid_at'), value: on });
  }
  if (bill.receipt) rows.push({ term: t('bills.receipt'), value: bill.receipt });
  return rows;
}
