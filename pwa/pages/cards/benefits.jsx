import { Blank } from '../../components/blank.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Segmented } from '../../components/segmented.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { both, t } from '../../lib/labels.js';
import { navigate } from '../../router.js';
import { operator, plans, ready, visibleCards } from '../../store/queries.js';
import { labelOf, swipedTo } from '../wallet.js';
import { BenefitRow } from './benefit-row.jsx';
import { Fineprint, Samples } from './fineprint.jsx';
import { KnownCard } from './known-card.jsx';
import { MainBenefit } from './main-benefit.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */

/** What the plan pays for, and what is left of it. @param {{id: string}} props of the card */
export default function Benefits({ id }) {
  return (
    <Screen title={t('benefits.title')} back="/" tab="cards">
      <ChildTabs id={id} />
      <KnownCard id={id}>{(card) => <Plan card={card} />}</KnownCard>
    </Screen>
  );
}

/** The other children's benefits, when there are several cards. @param {{id: string}} props */
function ChildTabs({ id }) {
  const cards = visibleCards.value;
  if (cards.length < 2 || !cards.some((card) => card.id === id)) return null;
  return (
    <Segmented
      name="whose"
      label={t('benefits.whose')}
      value={id}
      options={cards.map((card) => ({ value: card.id, label: labelOf(card, cards) }))}
      onValue={(other) => {
        swipedTo.value = other;
        navigate(`/cards/${other}/benefits`, { replace: true });
      }}
    />
  );
}

/** @param {{card: Card}} props */
function Plan({ card }) {
  const plan = plans.value[card.plan];
  const [main, ...others] = plan?.benefits ?? [];
  if (!ready.value) return <Skeleton rows={4} />;
  if (!plan || !main) {
    return (
      <Blank art="search" title={t('benefits.no_plan_title')}>
        {t('benefits.no_plan_text', { hotline: operator.value.hotline })}
      </Blank>
    );
  }
  return (
    <>
      <p class="lead">{both(plan.name)}</p>
      <Samples plan={plan} />
      <MainBenefit card={card} benefit={main} href={`/cards/${card.id}/benefits/${main.code}`} />
      <Section title={t('benefits.each')}>
        <Panel>
          <ul>
            {others.map((benefit) => (
              <li key={benefit.code}>
                <BenefitRow card={card} benefit={benefit} />
              </li>
            ))}
          </ul>
        </Panel>
      </Section>
      <Fineprint card={card} plan={plan} />
    </>
  );
}
