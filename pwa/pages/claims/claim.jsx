import { useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Money } from '../../components/money.jsx';
import { Parts } from '../../components/parts.jsx';
import { Pill } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { claimOf } from '../../store/claims.js';
import { outboxReady } from '../../store/outbox.js';
import { cardOf, leaseOver, ready } from '../../store/queries.js';
import { ContactFirst } from '../cards/contact-first.jsx';
import { AccountBanner } from './account-banner.jsx';
import { Asks } from './asks.jsx';
import { ClaimDocuments } from './claim-documents.jsx';
import { pillOf, whereOf } from './claim-words.js';
import { Decision, Declined } from './decision.jsx';
import { ClaimTimeline } from './timeline.jsx';
import { Ways } from './ways.jsx';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claim-state.js').Where} Where */

const RESULTS = ['approved', 'partly', 'declined', 'paid'];

/** How far one claim is, and what it came to. @param {{id: string}} props */
export default function ClaimPage({ id }) {
  const claim = claimOf(id);
  const isReady = ready.value && outboxReady.value;
  if (claim && leaseOver(claim.policy_id)) return <Frame content={<ContactFirst />} />;
  if (claim) return <Whole claim={claim} />;
  return <Frame content={isReady ? <Unknown /> : <Skeleton rows={4} />} />;
}

/** @param {{claim: ShownClaim}} props */
function Whole({ claim }) {
  const [sheet, open] = useState(/** @type {any} */ (null));
  const where = whereOf(claim);
  const isResult = RESULTS.includes(where);
  return (
    <Screen
      title={t(isResult ? 'claims.result' : 'claims.progress')}
      back="/claims"
      tab="claims"
      dock={dockOf(claim, where)}
      sheet={sheet}
    >
      <Head claim={claim} where={where} />
      {where === 'requested' && <Asks claim={claim} />}
      {where === 'declined' && <Declined claim={claim} />}
      {isResult && where !== 'declined' && <Decision claim={claim} />}
      <AccountBanner claim={claim} />
      <ClaimTimeline claim={claim} where={where} />
      <ClaimDocuments claim={claim} open={open} />
      <Ways claim={claim} where={where} open={open} />
    </Screen>
  );
}

/**
 * The one thing that the family can do now; nothing for most of a claim's life.
 * @param {ShownClaim} claim
 * @param {Where} where
 */
function dockOf(claim, where) {
  const add = `/claims/${claim.id}/add`;
  if (where === 'requested') {
    return (
      <Button icon="camera" href={add}>
        {t('claims.ways.answer')}
      </Button>
    );
  }
  if (where === 'declined') return <Button href={add}>{t('claims.ways.again')}</Button>;
  if (where === 'refused') {
    return (
      <Button icon="pen" href={`/claims/new?entry=${claim.unsent?.id}`}>
        {t('claims.ways.mend')}
      </Button>
    );
  }
  return undefined;
}

/** @param {{claim: ShownClaim, where: Where}} props */
function Head({ claim, where }) {
  const { words, ...look } = pillOf(claim);
  const { approved_fen, total_fen, hospital, visited_on, policy_id } = claim;
  const isPaid = approved_fen !== null && where !== 'declined';
  return (
    <section class="ch">
      <p class="lead">
        <Parts of={[cardOf(policy_id)?.child_name, hospital, day(visited_on)]} />
      </p>
      <div class="ch__r">
        <div>
          <p class="cap">{t(isPaid ? 'claims.approved' : 'claims.claimed')}</p>
          <Money hero fen={isPaid ? approved_fen : total_fen} />
        </div>
        <Pill {...look}>{words}</Pill>
      </div>
    </section>
  );
}

function Unknown() {
  return (
    <Blank
      art="bill"
      title={t('claims.unknown.title')}
      text={t('claims.unknown.text')}
      action={<Button href="/claims">{t('claims.gone.button')}</Button>}
    />
  );
}

/** @param {{content: import('preact').ComponentChildren}} props */
function Frame({ content }) {
  return (
    <Screen title={t('claims.progress')} back="/claims" tab="claims">
      {content}
    </Screen>
  );
}
