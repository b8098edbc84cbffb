import { Panel, Row, Section } from '../../components/panel.jsx';
import { both, t } from '../../lib/labels.js';
import { plans } from '../../store/queries.js';
import { labelOf } from '../wallet.js';
import { networkCards } from './network.js';
import { usesOf } from './words.js';

/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */

/**
 * Which plans' networks hold it: the family's own plans first by child, else every plan.
 *
 * @param {{hospital: Hospital, isSample: boolean}} props
 */
export function Networks({ hospital, isSample }) {
  const cards = networkCards.value;
  const own = cards.map((card) => ({
    key: card.id,
    plan: card.plan,
    name: `${labelOf(card, cards)}: ${both(card.plan_name)}`,
  }));
  const all = Object.keys(hospital.networks).map((plan) => ({
    key: plan,
    plan,
    name: both(plans.value[plan]?.name) || plan,
  }));
  const rows = own.length > 0 ? own : all;
  if (rows.length === 0) return null;
  return (
    <Section title={t(isSample ? 'hospitals.tags.sample' : 'hospitals.networks.title')}>
      <Panel>
        {rows.map(({ key, plan, name }) => (
          <Row key={key} icon="shield" title={name} text={usesWords(hospital, plan)} />
        ))}
      </Panel>
    </Section>
  );
}

/** @param {Hospital} hospital @param {string} plan */
function usesWords(hospital, plan) {
  const uses = usesOf(hospital, plan).map((use) => t(`hospitals.uses.${use}`));
  return uses.join(t('hospitals.and')) || t('hospitals.networks.not');
}
