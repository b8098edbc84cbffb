import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Values } from '../../components/facts.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { both, t } from '../../lib/labels.js';
import { cardOf, plans, ready, visitsOf } from '../../store/queries.js';
import { VisitRow } from '../visits/visit-row.jsx';
import { rulesOf } from './benefit-words.js';
import { Fineprint, Samples } from './fineprint.jsx';
import { KnownCard } from './known-card.jsx';
import { MainBenefit } from './main-benefit.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */

/**
 * One benefit: what is left, how it pays, what it covers, and where it was used.
 *
 * @param {{id: string, code: string}} props id of the card
 */
export default function Benefit({ id, code }) {
  const found = plans.value[cardOf(id)?.plan ?? '']?.benefits.find((one) => one.code === code);
  const title = found ? both(found.name) : t('benefits.title');
  return (
    <Screen title={title} back={`/cards/${id}/benefits`} tab="cards">
      <KnownCard id={id}>{(card) => <Content card={card} code={code} />}</KnownCard>
    </Screen>
  );
}

/** @param {{card: Card, code: string}} props */
function Content({ card, code }) {
  const plan = plans.value[card.plan];
  const benefit = plan?.benefits.find((one) => one.code === code);
  if (!ready.value) return <Skeleton rows={4} />;
  if (!plan || !benefit) {
    return (
      <Blank
        art="search"
        title={t('benefits.no_benefit')}
        action={<Button href={`/cards/${card.id}/benefits`}>{t('benefits.to_all')}</Button>}
      />
    );
  }
  return (
    <>
      <Samples plan={plan} />
      <MainBenefit card={card} benefit={benefit} />
      <Section title={t('benefits.rules')}>
        <Panel pad>
          <Values rows={rulesOf(benefit)} />
        </Panel>
      </Section>
      <Section title={t('benefits.covers')}>
        <Panel pad>
          <p class="reads">{both(benefit.covers)}</p>
        </Panel>
      </Section>
      <UsedAt card={card} code={code} />
      <Fineprint card={card} plan={plan} />
    </>
  );
}

/** The visits that this benefit paid for. @param {{card: Card, code: string}} props */
function UsedAt({ card, code }) {
  const visits = visitsOf(card.child_id).filter(
    (visit) => visit.policy_id === card.id && visit.benefit === code,
  );
  return (
    <Section title={t('benefits.used_at')}>
      {visits.length === 0 ? (
        <p class="lead">{t('benefits.never_used')}</p>
      ) : (
        <Panel>
          <ul>
            {visits.map((visit) => (
              <li key={visit.id}>
                <VisitRow visit={visit} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Section>
  );
}
