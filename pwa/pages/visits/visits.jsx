import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Facts } from '../../components/facts.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Segmented } from '../../components/segmented.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { monthOf } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { groupByMonth } from '../../lib/visits.js';
import { navigate } from '../../router.js';
import { leaseOver, ready, visibleCards, visitsOf } from '../../store/queries.js';
import { ContactFirst } from '../cards/contact-first.jsx';
import { ageOf, childrenOf, frontCard } from '../wallet.js';
import { VisitRow } from './visit-row.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */

/** The visits of one child, newest first. @param {{query: URLSearchParams}} props */
export default function Visits({ query }) {
  const children = childrenOf(visibleCards.value);
  const asked = query.get('child') ?? frontCard.value?.child_id;
  const card = children.find((child) => child.child_id === asked) ?? children[0];
  return (
    <Screen title={t('visits.title')} back="/" tab="cards">
      {card && children.length > 1 && (
        <Segmented
          name="whose"
          label={t('visits.whose')}
          value={card.child_id}
          options={children.map((child) => ({ value: child.child_id, label: child.child_name }))}
          onValue={(child) =>
            navigate(`/visits?child=${encodeURIComponent(child)}`, { replace: true })
          }
        />
      )}
      {!ready.value && <Skeleton rows={4} />}
      {ready.value && card && <OfChild card={card} />}
      {ready.value && !card && <NoCard />}
    </Screen>
  );
}

/** @param {{card: Card}} props any card of the child */
function OfChild({ card }) {
  const all = visitsOf(card.child_id);
  const visits = all.filter((visit) => !leaseOver(visit.policy_id));
  if (leaseOver(card.id)) return <ContactFirst />;
  return (
    <>
      {visits.length === 0 && (
        <Blank art="bill" title={t('visits.none_title')}>
          {t('visits.none_text')}
        </Blank>
      )}
      {groupByMonth(visits).map((group) => (
        <Section key={group.month} title={monthOf(group.month)}>
          <Panel>
            <ul>
              {group.visits.map((visit) => (
                <li key={visit.id}>
                  <VisitRow visit={visit} />
                </li>
              ))}
            </ul>
          </Panel>
        </Section>
      ))}
      {card.demo && <Note text={t('common.demo_note')} />}
      <Facts rows={[{ term: t('card.as_of'), value: ageOf(card.id) }]} />
    </>
  );
}

function NoCard() {
  return (
    <Blank
      art="bill"
      title={t('visits.no_card_title')}
      action={<Button href="/bind">{t('card.first.button')}</Button>}
    >
      {t('visits.no_card_text')}
    </Blank>
  );
}
