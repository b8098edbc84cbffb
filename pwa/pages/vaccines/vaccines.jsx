import { useEffect, useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button, TextButton } from '../../components/button.jsx';
import { Chip, Chips } from '../../components/chips.jsx';
import { Note } from '../../components/note.jsx';
import { Screen } from '../../components/screen.jsx';
import { SearchField } from '../../components/search-field.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { todayInChina } from '../../lib/clock.js';
import { age, fullDate } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { findVaccines } from '../../lib/vaccine-search.js';
import { timeline } from '../../lib/vaccine-timeline.js';
import { cardsReady, leaseOver, visibleCards } from '../../store/queries.js';
import { vaccines, want } from '../../store/static.js';
import { ContactFirst } from '../cards/contact-first.jsx';
import { childrenOf, colourOf, frontCard, swipedTo } from '../wallet.js';
import { CalendarSheet, toSave } from './calendar.jsx';
import { BookFacts, ClinicDecides, Principles } from './fineprint.jsx';
import { Timeline } from './timeline.jsx';
import { VaccineRows } from './vaccine-rows.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */
/** @typedef {'due' | 'free' | 'paid'} Filter */

/** The child's own timeline, and what there is to know of every vaccine. */
export default function Vaccines() {
  useEffect(() => want('vaccines'), []);
  const [query, setQuery] = useState('');
  const [filter, setFilter] = useState(/** @type {Filter} */ ('due'));
  const [isSaving, setSaving] = useState(false);
  const book = vaccines.value;
  const card = frontCard.value;
  const shown = card ? filter : filter === 'due' ? 'free' : filter;
  const doses = card && book && !leaseOver(card.id) ? ofChild(card, book) : [];
  const canSave = shown === 'due' && !query && toSave(doses).length > 0;
  return (
    <Screen
      title={t('vaccines.title')}
      back="/"
      tab="cards"
      dock={
        canSave && (
          <Button icon="calplus" onClick={() => setSaving(true)}>
            {t('vaccines.calendar.open')}
          </Button>
        )
      }
      sheet={
        isSaving &&
        card && <CalendarSheet card={card} doses={doses} onClose={() => setSaving(false)} />
      }
    >
      <SearchField
        label={t('vaccines.search')}
        clear={t('vaccines.clear')}
        value={query}
        onValue={setQuery}
      />
      {(!book || !cardsReady.value) && <Skeleton rows={5} />}
      {book && cardsReady.value && query && <Found book={book} query={query} />}
      {book && cardsReady.value && !query && (
        <>
          {card ? <Head card={card} /> : <NoCard />}
          <Filters card={card} shown={shown} onFilter={setFilter} />
          {shown !== 'due' && <Known book={book} category={shown} />}
          {shown === 'due' && card && leaseOver(card.id) && <ContactFirst />}
          {shown === 'due' && card && !leaseOver(card.id) && (
            <Timeline birthday={card.birthday} doses={doses} />
          )}
          <ClinicDecides />
          <BookFacts book={book} />
        </>
      )}
    </Screen>
  );
}

/**
 * @param {Card} card
 * @param {VaccineBook} book
 */
function ofChild(card, book) {
  return timeline(card, todayInChina(), book.vaccines);
}

/** Whose timeline it is, and whose it could be. @param {{card: Card}} props */
function Head({ card }) {
  const children = childrenOf(visibleCards.value);
  const position = children.findIndex((child) => child.child_id === card.child_id);
  const other = children[(position + 1) % children.length];
  if (leaseOver(card.id)) return null;
  return (
    <section class="vkid">
      <span class={`ava ava--${colourOf(card)}`} aria-hidden="true">
        {[...card.child_name].at(-1)}
      </span>
      <div>
        <h2>{card.child_name}</h2>
        <p class="lead">
          <span>{t('vaccines.born', { on: fullDate(card.birthday) })}</span>
          <i class="sep" aria-hidden="true" />
          <span>{age(card.birthday, todayInChina())}</span>
        </p>
      </div>
      {other && other.child_id !== card.child_id && (
        <TextButton
          onClick={() => {
            swipedTo.value = other.id;
          }}
        >
          {t('vaccines.switch', { name: other.child_name })}
        </TextButton>
      )}
    </section>
  );
}

function NoCard() {
  return (
    <Note icon="info">
      {t('vaccines.no_card')}{' '}
      <a href="/bind" class="link tapx">
        {t('vaccines.bind')}
      </a>
    </Note>
  );
}

/** @param {{card: Card | undefined, shown: Filter, onFilter: (filter: Filter) => void}} props */
function Filters({ card, shown, onFilter }) {
  /** @type {Filter[]} */
  const filters = card ? ['due', 'free', 'paid'] : ['free', 'paid'];
  return (
    <Chips label={t('vaccines.filter')}>
      {filters.map((filter) => (
        <Chip key={filter} isOn={filter === shown} onPress={() => onFilter(filter)}>
          {t(`vaccines.filters.${filter}`)}
        </Chip>
      ))}
    </Chips>
  );
}

/** @param {{book: VaccineBook, category: 'free' | 'paid'}} props */
function Known({ book, category }) {
  const known = book.vaccines.filter((vaccine) => vaccine.category === category);
  return (
    <>
      <p class="lead">{t(`vaccines.about.${category}`, { count: known.length })}</p>
      <VaccineRows vaccines={known} />
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
      <ClinicDecides />
    </>
  );
}
