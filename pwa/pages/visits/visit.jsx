import { useEffect } from 'preact/hooks';
import { noteBillsRead } from '../../actions/bills.js';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Facts } from '../../components/facts.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { VisitStatus } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { fullDate } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { visitState } from '../../lib/visits.js';
import { isAnswering } from '../../store/connection.js';
import { cardOf, plans, ready, visit as visitOf } from '../../store/queries.js';
import { KnownCard } from '../cards/known-card.jsx';
import { ageOf } from '../wallet.js';
import { Arithmetic } from './arithmetic.jsx';
import { PayStrip } from './visit-row.jsx';
import { lateDays } from './visit-words.js';

/** @typedef {import('../../lib/rows.js').Visit} Visit */
/** @typedef {import('../../lib/rows.js').Card} Card */

/**
 * One visit: its amounts step by step, and what is still to be paid.
 *
 * @param {{id: string}} props
 */
export default function VisitPage({ id }) {
  const visit = visitOf(id);
  const child = cardOf(visit?.policy_id ?? '')?.child_id;
  const above = child ? `/visits?child=${encodeURIComponent(child)}` : '/visits';
  return (
    <Screen title={t('visits.one')} back={above} tab="cards">
      {!ready.value && <Skeleton rows={4} />}
      {ready.value && !visit && (
        <Blank
          art="bill"
          title={t('visits.unknown_title')}
          action={<Button href="/visits">{t('visits.to_all')}</Button>}
        >
          {t('visits.unknown_text')}
        </Blank>
      )}
      {visit && (
        <KnownCard id={visit.policy_id}>
          {(card) => <Content card={card} visit={visit} />}
        </KnownCard>
      )}
    </Screen>
  );
}

/** @param {{card: Card, visit: Visit}} props */
function Content({ card, visit }) {
  const state = visitState(visit);
  return (
    <>
      <section>
        <div class="visit__head">
          <h2>{visit.hospital}</h2>
          <VisitStatus state={state} lateDays={lateDays(visit)} />
        </div>
        <p class="lead">
          {visit.department}
          <i class="sep" aria-hidden="true" />
          {fullDate(visit.visited_on)}
          <i class="sep" aria-hidden="true" />
          {card.child_name}
        </p>
      </section>
      {state === 'due' && <Due visit={visit} />}
      <Panel pad label={t('visits.amounts')}>
        <Arithmetic visit={visit} />
      </Panel>
      <Panel>
        {visit.bill && state !== 'due' && (
          <Row
            icon="wallet"
            title={t('bills.one')}
            text={t(`visits.bill.${visit.bill.state}`)}
            href={`/bills/${visit.bill.id}`}
          />
        )}
        <PaidFrom card={card} visit={visit} />
        <HotlineRow title={t('visits.ask')} />
      </Panel>
      <Note text={t('visits.terms_decide')} />
      {card.demo && <Note text={t('common.demo_note')} />}
      <Facts
        rows={[
          { term: t('visits.number'), value: visit.number },
          { term: t('card.as_of'), value: ageOf(card.id) },
        ]}
      />
    </>
  );
}

/** By when, how, and what happens otherwise. @param {{visit: Visit}} props */
function Due({ visit }) {
  useEffect(() => {
    if (visit.bill && isAnswering.value) void noteBillsRead([visit.bill]);
  }, [visit.bill?.id, isAnswering.value]);
  return <PayStrip visit={visit} />;
}

/** The benefit that the visit counts for. @param {{card: Card, visit: Visit}} props */
function PaidFrom({ card, visit }) {
  const benefit = plans.value[card.plan]?.benefits.find(({ code }) => code === visit.benefit);
  if (!benefit) return null;
  return (
    <Row
      icon={benefit.icon}
      title={t('visits.counts_for', { name: both(benefit.name) })}
      text={t('visits.see_left')}
      href={`/cards/${card.id}/benefits/${benefit.code}`}
    />
  );
}
