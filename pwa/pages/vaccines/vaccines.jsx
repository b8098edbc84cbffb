import { useEffect, useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Chip, Chips } from '../../components/chips.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { SearchField } from '../../components/search-field.jsx';
import { todayInChina } from '../../lib/clock.js';
import { t } from '../../lib/labels.js';
import { findVaccines } from '../../lib/vaccine-search.js';
import { timeline } from '../../lib/vaccine-timeline.js';
import { dosesOfChild } from '../../store/doses.js';
import { cardsReady, leaseOver } from '../../store/queries.js';
import { vaccines, want } from '../../store/static.js';
import { Awaited } from '../awaited.jsx';
import { ContactFirst } from '../cards/contact-first.jsx';
import { frontCard } from '../wallet.js';
import { CalendarSheet, toSave } from './calendar.jsx';
import { ChildHead, NoCard } from './child-head.jsx';
import { BookFacts, ClinicDecides, Principles } from './fineprint.jsx';
import { GivenRows } from './given-rows.jsx';
import { Timeline } from './timeline.jsx';
import { VaccineRows } from './vaccine-rows.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */
/** @typedef {'due' | 'free' | 'paid' | 'given'} Filter */

/** The child's own timeline, and what there is to know of every vaccine. */
export default function Vaccines() {
  useEffect(() => want('vaccines'), []);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState(/** @type {Filter} */ ('due'));
  const [isSaving, setSaving] = useState(false);
  const book = cardsReady.value ? vaccines.value : null;
  const card = frontCard.value;
  const shown = !card && filter === 'due' ? 'free' : filter;
  const doses = book && card ? datesOf(card, book) : [];
  const record = card && book && !leaseOver(card.id) && (
    <Button icon="plus" href="/vaccines/doses/new">
      {t('doses.title')}
    </Button>
  );
  const sheet = isSaving && card && (
    <CalendarSheet card={card} doses={doses} onClose={() => setSaving(false)} />
  );
  return (
    <Screen title={t('vaccines.title')} back="/" tab="cards" dock={record} sheet={sheet}>
      <SearchField label={t('vaccines.search')} value={query} onValue={setQuery} />
      {!book && <Awaited file="vaccines" rows={5} />}
      {book && query && <Found book={book} query={query} />}
      {book && !query && (
        <Browse
          {...{ book, card, doses, shown }}
          onFilter={setFilter}
          onSave={() => setSaving(true)}
        />
      )}
    </Screen>
  );
}

/**
 * @param {Card} card
 * @param {VaccineBook} book
 */
function datesOf(card, book) {
  if (leaseOver(card.id)) return [];
  return timeline(card, todayInChina(), book.vaccines, dosesOfChild(card.child_id));
}

/**
 * @param {{book: VaccineBook, card: Card | undefined, doses: TimelineDose[], shown: Filter,
 *   onFilter: (filter: Filter) => void, onSave: () => void}} props onSave: into the calendar
 */
function Browse({ book, card, doses, shown, onFilter, onSave }) {
  const isOpen = card && !leaseOver(card.id);
  const given = isOpen ? dosesOfChild(card.child_id) : [];
  return (
    <>
      {card ? <ChildHead card={card} /> : <NoCard />}
      <Filters card={card} shown={shown} count={given.length} onFilter={onFilter} />
      {(shown === 'free' || shown === 'paid') && <Known book={book} category={shown} />}
      {shown === 'given' && <Given book={book} given={given} />}
      {shown === 'due' && card && !isOpen && <ContactFirst />}
      {shown === 'due' && isOpen && (
        <Timeline birthday={card.birthday} {...{ book, doses, given }} />
      )}
      {shown === 'due' && toSave(doses).length > 0 && (
        <Panel>
          <Row icon="calplus" title={t('vaccines.calendar.open')} onClick={onSave} />
        </Panel>
      )}
      <ClinicDecides hasDates={shown === 'due'} />
      <BookFacts book={book} />
    </>
  );
}

/**
 * @param {{card: Card | undefined, shown: Filter, count: number,
 *   onFilter: (filter: Filter) => void}} props count: of doses that were given
 */
function Filters({ card, shown, count, onFilter }) {
  /** @type {Filter[]} */
  const filters = card ? ['due', 'free', 'paid', 'given'] : ['free', 'paid'];
  return (
    <Chips label={t('vaccines.filter')}>
      {filters.map((filter) => (
        <Chip key={filter} isOn={filter === shown} onPress={() => onFilter(filter)}>
          {t(`vaccines.filters.${filter}`, { count: filter === 'given' ? count : null })}
        </Chip>
      ))}
    </Chips>
  );
}

/**
 * What the family recorded.
 *
 * @param {{book: VaccineBook, given: import('../../lib/rows.js').Vaccination[]}} props
 */
function Given({ book, given }) {
  if (given.length > 0) return <GivenRows book={book} given={given} />;
  return <Blank art="card" title={t('doses.none_title')} text={t('doses.none_text')} />;
}

/** @param {{book: VaccineBook, category: 'free' | 'paid'}} props */
function Known({ book, category }) {
  const all = book.vaccines.filter((vaccine) => vaccine.category === category);
  const known = all.filter(({ kind }) => kind === 'vaccine');
  const antibodies = all.filter(({ kind }) => kind === 'antibody');
  return (
    <>
      <p class="lead">{t(`vaccines.about.${category}`, { count: known.length })}</p>
      <VaccineRows vaccines={known} />
      {antibodies.length > 0 && (
        <Section title={t('vaccines.antibodies')}>
          <VaccineRows vaccines={antibodies} />
        </Section>
      )}
      <Principles book={book} />
    </>
  );
}

/** @param {{book: VaccineBook, query: string}} props */
function Found({ book, query }) {
  const found = findVaccines(book.vaccines, query);
  return (
    <>
      <p class="lead" role="status">
        {t('vaccines.found', { count: found.length })}
      </p>
      {found.length > 0 ? (
        <VaccineRows vaccines={found} isMixed />
      ) : (
        <Blank art="search" title={t('vaccines.none_title')}>
          {t('vaccines.none_text')}
        </Blank>
      )}
      <ClinicDecides hasDates={false} />
    </>
  );
}
