import { HotlineRow } from '../../components/hotline.jsx';
import { Icon } from '../../components/icon.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { isDue } from '../../lib/bills.js';
import { todayInChina } from '../../lib/clock.js';
import { time } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { attemptOf } from '../../store/payments.js';
import { operator } from '../../store/queries.js';
import { usePay } from './use-pay.js';

/** @typedef {import('../../lib/rows.js').Bill} Bill */
/** @typedef {import('./use-payment.js').Payment} Payment */

/** What happens while nobody knows how a payment ended. @param {{bill: Bill, payment: Payment}} props */
export function Checking({ bill, payment }) {
  const attempt = attemptOf(bill.id);
  const isOurs = attempt !== undefined;
  const since = attempt?.opened_at ?? bill.paying?.since;
  return (
    <>
      <Panel pad label={t('bills.progress')}>
        <ol class="tl">
          <Step icon="check" title={t('bills.step.went')} at={since} />
          <Step
            look="is-now is-now--move"
            icon="refresh"
            title={t('bills.step.asking')}
            text={t(payment.isOffline ? 'bills.step.no_signal' : 'bills.step.asking_text')}
            at={payment.at}
          />
          <Step
            look="is-next"
            icon="bell"
            title={t('bills.step.tells')}
            text={t('bills.step.tells_text')}
          />
        </ol>
      </Panel>
      <Panel>
        {!isDue({ ...bill, state: 'paying' }, todayInChina()) && (
          <Row icon="shield" title={t('bills.not_late')} text={t('bills.not_late_text')} />
        )}
        {isOurs && <Row icon="users" title={t('bills.others')} text={t('bills.others_text')} />}
        <HotlineRow
          title={t('bills.debited')}
          text={t('bills.debited_text', {
            hotline: operator.value.hotline.replaceAll('-', '\u2011'),
          })}
        />
        {attempt && <BackToCashier bill={bill} kind={attempt.kind} />}
      </Panel>
    </>
  );
}

/** The same order again, which can be paid once: for who left it unpaid.
 * @param {{bill: Bill, kind: 'open' | 'scan'}} props */
function BackToCashier({ bill, kind }) {
  const { pay, isBusy, said } = usePay(bill, { keeps: false });
  return (
    <Row
      icon="external"
      tone="act"
      title={t(isBusy ? 'bills.asking' : `bills.back_${kind}`)}
      text={said ? t('bills.back_not_now') : t('bills.back_text')}
      onClick={() => !isBusy && pay(kind)}
    />
  );
}

/** @param {{look?: string, icon: string, title: string, text?: string, at?: string | null}} props */
function Step({ look, icon, title, text, at }) {
  return (
    <li class={look}>
      <span class="tl__m">
        <Icon name={icon} />
      </span>
      <p class="tl__t">
        {title}
        {at && <time dateTime={at}>{time(at)}</time>}
      </p>
      {text && <p class="tl__s">{text}</p>}
    </li>
  );
}
