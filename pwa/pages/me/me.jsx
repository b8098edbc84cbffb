import { useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { version } from '../../lib/build.js';
import { cardColour } from '../../lib/card.js';
import { both, t } from '../../lib/labels.js';
import { connection } from '../../store/connection.js';
import { waitingCount } from '../../store/outbox.js';
import { cardsReady, unread, visibleCards } from '../../store/queries.js';
import { updateWaiting } from '../../store/update.js';
import { ConsentBanner } from '../consent-banner.jsx';
import { LookUp } from '../look-up.jsx';
import { outboxWords } from '../outbox-row.jsx';
import { UpdateBanner } from '../update-banner.jsx';
import { initialOf } from '../wallet.js';
import { Display } from './display.jsx';
import { Invite } from './invite.jsx';
import { InstallBanner } from './offers.jsx';
import { RemoveCard } from './remove-card.jsx';

/** @typedef {'' | 'invite' | 'remove'} OpenSheet */

/** Everything about this phone and the family's phones. */
export default function Me() {
  const [open, setOpen] = useState(/** @type {OpenSheet} */ (''));
  const close = () => setOpen('');
  const hasCards = visibleCards.value.length > 0;
  const sheets = {
    '': null,
    invite: <Invite onClose={close} />,
    remove: <RemoveCard onClose={close} />,
  };
  return (
    <Screen title={t('me.title')} tab="me" sheet={sheets[open]}>
      {!cardsReady.value && <Skeleton rows={3} />}
      {hasCards && <Head />}
      {cardsReady.value && !hasCards && <NoCard />}
      <UpdateBanner />
      <ConsentBanner />
      <InstallBanner />
      {hasCards && <Family onInvite={() => setOpen('invite')} />}
      <LookUp />
      <Display />
      <ThisPhone onRemove={hasCards ? () => setOpen('remove') : undefined} />
      <p class="cap cap--mid">
        {t(isKnownLatest() ? 'me.version_latest' : 'me.version', { version })}
      </p>
    </Screen>
  );
}

/** Whether the server was heard just now and named no newer version. */
function isKnownLatest() {
  const { state, at } = connection.value;
  return state === 'online' && at !== null && !updateWaiting.value;
}

/** Whose cards are here, and the number that codes go to. */
function Head() {
  const cards = visibleCards.value;
  const children = [...new Map(cards.map((card) => [card.child_id, card])).values()];
  const names = children.map((card) => card.child_name);
  const tails = [...new Set(cards.map((card) => card.phone_tail))];
  return (
    <section class="mehead">
      <span class="mehead__a" aria-hidden="true">
        {children.slice(0, 3).map((card) => (
          <span key={card.child_id} class={`ava ava--${cardColour(card, cards)}`}>
            {initialOf(card.child_name)}
          </span>
        ))}
      </span>
      <div>
        <h2>{names.join(t('me.names_join'))}</h2>
        <p class="lead">{t('me.phone_tail', { tail: tails.join(t('me.names_join')) })}</p>
      </div>
    </section>
  );
}

function NoCard() {
  return (
    <Blank
      art="card"
      title={t('me.none_title')}
      text={t('me.none_text')}
      action={<Button href="/bind">{t('me.bind_first')}</Button>}
    />
  );
}

/** @param {{onInvite: () => void}} props */
function Family({ onInvite }) {
  return (
    <Section title={t('me.family')}>
      <Panel>
        {visibleCards.value.map((card) => (
          <Row
            key={card.id}
            icon="mobile"
            title={t('me.card_of', { name: card.child_name })}
            text={both(card.plan_name)}
            href={`/me/phones/${card.id}`}
          />
        ))}
        <Row icon="users" tone="act" title={t('me.invite')} onClick={onInvite} />
        <Row icon="plus" tone="act" title={t('me.bind_more')} href="/bind" />
      </Panel>
    </Section>
  );
}

/** @param {{onRemove?: () => void}} props */
function ThisPhone({ onRemove }) {
  const count = unread.value;
  return (
    <Section title={t('me.this_phone')}>
      <Panel>
        <Row
          icon="up"
          title={t('outbox.title')}
          text={outboxWords()}
          end={waitingCount.value > 0 ? <span class="num">{waitingCount.value}</span> : undefined}
          href="/outbox"
        />
        <Row
          icon="bell"
          title={t('me.inbox')}
          text={count > 0 ? t('me.inbox_unread', { count }) : undefined}
          href="/inbox"
        />
        <Row
          icon="disk"
          title={t('me.offline_check')}
          text={t('me.offline_check_text')}
          href="/me/offline-check"
        />
        <Row
          icon="pen"
          title={t('complaints.title')}
          text={t('me.complaints_text')}
          href="/complaints"
        />
        <Row icon="home" title={t('me.install_title')} href="/me/install" />
        <Row icon="lock" title={t('me.privacy')} href="/me/privacy" />
        {onRemove && <Row icon="trash" title={t('me.remove')} onClick={onRemove} />}
      </Panel>
    </Section>
  );
}
