import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Chip, Chips } from '../../components/chips.jsx';
import { Facts } from '../../components/facts.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Segmented } from '../../components/segmented.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { monthOf } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { FILTERS, groupByMonth } from '../../lib/visits.js';
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
      {ready.value && card && <OfChild card={card} filter={filterIn(query)} />}
      {ready.value && !card && <NoCard />}
    </Screen>
  );
}

/** @typedef {keyof typeof FILTERS} Filter */

/** @param {URLSearchParams} query @returns {Filter} */
function filterIn(query) {
  const asked = query.get('show') ?? '';
  return asked in FILTERS ? /** @type {Filter} */ (asked) : 'all';
}

/** @param {{card: Card, filter: Filter}} props card: any of the child's */
function OfChild({ card, filter }) {
  const all = visitsOf(card.child_id).filter((visit) => !leaseOver(visit.policy_id));
  const visits = all.filter(FILTERS[filter]);
  if (leaseOver(card.id)) return <ContactFirst />;
  return (
    <>
      {all.length > 0 && <Filters child={card.child_id} chosen={filter} visits={all} />}
      {all.length > 0 && visits.length === 0 && (
        <Blank art="bill" title={t(`visits.filter.none_${filter}`)} />
      )}
      {all.length === 0 && (
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

/** @param {{child: string, chosen: Filter, visits: import('../../lib/rows.js').Visit[]}} props */
function Filters({ child, chosen, visits }) {
  const names = /** @type {Filter[]} */ (Object.keys(FILTERS));
  const waiting = visits.filter(FILTERS.due).length;
  return (
    <Chips label={t('visits.filter.label')} scrolls>
      {names.map((name) => (
        <Chip key={name} isOn={name === chosen} onPress={() => show(child, name)}>
          {t(`visits.filter.${name}`)}
          {name === 'due' && waiting > 0 && <b>{waiting}</b>}
        </Chip>
      ))}
    </Chips>
  );
}

/**
 * @param {string} child
 * @param {Filter} filter
 */
function show(child, filter) {
  const query = new URLSearchParams(filter === 'all' ? { child } : { child, show: filter });
  navigate(`/visits?${query}`, { replace: true });
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
