import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { cardState } from '../../lib/card.js';
import { todayInChina } from '../../lib/clock.js';
import { daysBetween } from '../../lib/days.js';
import { fullDate } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { operator } from '../../store/queries.js';

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
  const reason = card.reason ?? 'payment_overdue';
  return (
    <Panel pad class="fix">
      <h2>{t(`card.suspended.${reason}.title`)}</h2>
      <p class="lead">{card.reason_note || t(`card.suspended.${reason}.text`)}</p>
      <p class="lead">{t('card.suspended.holds')}</p>
    </Panel>
  );
}

/** What a parent does whose child is ill while direct billing is paused. */
export function NeedsDoctorNow() {
  const { claims_email: email } = operator.value;
  return (
    <Section title={t('card.now.title')}>
      <Panel>
        <Row icon="hospital" title={t('card.now.pay')} text={t('card.now.keep')} />
        {email && (
          <Row
            icon="claim"
            title={t('card.now.claim')}
            text={t('card.now.send', { email })}
            href={`mailto:${email}`}
          />
        )}
        <HotlineRow title={t('card.now.ask')} />
      </Panel>
    </Section>
  );
}
