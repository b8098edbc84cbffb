import { useEffect, useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Facts } from '../../components/facts.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Tag } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { todayInChina } from '../../lib/clock.js';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { changedFor, dosesOf } from '../../lib/vaccine-timeline.js';
import { dosesOfChild } from '../../store/doses.js';
import { leaseOver } from '../../store/queries.js';
import { vaccines, want } from '../../store/static.js';
import { Awaited } from '../awaited.jsx';
import { frontCard } from '../wallet.js';
import { CalendarSheet } from './calendar.jsx';
import { ChildDose } from './child-dose.jsx';
import { ClinicDecides, Sources } from './fineprint.jsx';
import { GivenRows } from './given-rows.jsx';
import { Cautions, Reactions } from './points.jsx';
import { Schedule } from './schedule.jsx';
import { Category } from './vaccine-rows.jsx';
import { preventsWords, replacedWords } from './vaccine-words.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */

/**
 * Everything known of one vaccine, and when the child in front may have it.
 *
 * @param {{id: string}} props
 */
export default function VaccinePage({ id }) {
  useEffect(() => want('vaccines'), []);
  const [saved, setSaved] = useState(/** @type {TimelineDose | null} */ (null));
  const book = vaccines.value;
  const vaccine = book?.vaccines.find((one) => one.id === id);
  const card = frontCard.value;
  return (
    <Screen
      title={t('vaccines.one')}
      back="/vaccines"
      tab="cards"
      dock={
        vaccine &&
        card && (
          <Button icon="plus" href={`/vaccines/doses/new?vaccine=${id}`}>
            {t('doses.title')}
          </Button>
        )
      }
      sheet={
        saved &&
        card && <CalendarSheet card={card} doses={[saved]} onClose={() => setSaved(null)} />
      }
    >
      {!book && <Awaited file="vaccines" rows={5} />}
      {book && !vaccine && <Unknown />}
      {book && vaccine && <Content book={book} vaccine={vaccine} onSave={setSaved} />}
    </Screen>
  );
}

function Unknown() {
  return (
    <Blank
      art="search"
      title={t('vaccines.unknown')}
      action={<Button href="/vaccines">{t('vaccines.to_all')}</Button>}
    />
  );
}

/**
 * @param {{book: VaccineBook, vaccine: Vaccine, onSave: (dose: TimelineDose) => void}} props
 */
function Content({ book, vaccine, onSave }) {
  const card = frontCard.value;
  const child = card && !leaseOver(card.id) ? card : undefined;
  const given = child ? dosesOfChild(child.child_id).filter(isOf(vaccine)) : [];
  const doses = child ? dosesOf(vaccine, child, todayInChina(), given) : [];
  const isChanged = child && changedFor(doses, child.birthday).length > 0;
  return (
    <>
      <Head vaccine={vaccine} />
      {child && <ChildDose card={child} {...{ vaccine, doses, given, onSave }} />}
      {given.length > 0 && <GivenRows book={book} given={given} />}
      <Schedule
        vaccine={vaccine}
        doses={isChanged ? doses.filter(({ state }) => state !== 'past') : doses}
      />
      <Cautions book={book} vaccine={vaccine} />
      <Reactions vaccine={vaccine} />
      <Others book={book} vaccine={vaccine} />
      <Notes vaccine={vaccine} />
      <ClinicDecides hasDates={doses.length > 0} />
      <Facts rows={origin(book, vaccine)} />
      <Sources book={book} codes={vaccine.sources} />
    </>
  );
}

/** @param {Vaccine} vaccine */
function isOf({ id }) {
  return (/** @type {import('../../lib/rows.js').Vaccination} */ dose) => dose.vaccine_id === id;
}

/** @param {{vaccine: Vaccine}} props */
function Head({ vaccine }) {
  const routes = vaccine.route.map((route) => t(`vaccines.route.${route}`));
  return (
    <section class="vhead">
      <div class="tags">
        <Category vaccine={vaccine} />
        <Tag>{vaccine.abbreviation}</Tag>
        {vaccine.live && <Tag>{t('vaccines.live')}</Tag>}
        {vaccine.kind === 'antibody' && <Tag>{t('vaccines.antibody')}</Tag>}
        {routes.map((route) => (
          <Tag key={route}>{route}</Tag>
        ))}
      </div>
      <h2>{both(vaccine.name)}</h2>
      <p class="lead">{preventsWords(vaccine)}</p>
      {vaccine.for_whom && <p class="lead">{both(vaccine.for_whom)}</p>}
      <p class="cap">
        {routes.length === 0 && t('vaccines.route_unknown')}
        {vaccine.amount && t('vaccines.amount', { amount: both(vaccine.amount) })}
      </p>
    </section>
  );
}

/**
 * What it stands in for, and what stands in for it.
 *
 * @param {{book: VaccineBook, vaccine: Vaccine}} props
 */
function Others({ book, vaccine }) {
  const links = [
    ...vaccine.alternatives.map((id) => ({ id, doses: null, words: 'alternative' })),
    ...vaccine.replaces.map((other) => ({ ...other, words: 'replaces' })),
    ...vaccine.replaced_by.map((other) => ({ ...other, words: 'replaced_by' })),
  ];
  if (links.length === 0) return null;
  return (
    <Section title={t('vaccines.others')}>
      <Panel>
        {links.map(({ id, doses, words }) => {
          const other = book.vaccines.find((one) => one.id === id);
          return (
            other && (
              <Row
                key={`${words} ${id}`}
                icon="refresh"
                title={replacedWords(other, words === 'replaces' ? doses : null)}
                text={t(`vaccines.${words}`, {
                  category: t(`vaccines.category.${other.category}`),
                })}
                href={`/vaccines/${id}`}
              />
            )
          );
        })}
      </Panel>
    </Section>
  );
}

/** @param {{vaccine: Vaccine}} props */
function Notes({ vaccine }) {
  if (vaccine.notes.length === 0) return null;
  return (
    <Section title={t('vaccines.notes')}>
      <Panel pad>
        <ul class="vpoints">
          {vaccine.notes.map((note) => (
            <li key={note.en}>{both(note)}</li>
          ))}
        </ul>
      </Panel>
    </Section>
  );
}

/**
 * @param {VaccineBook} book
 * @param {Vaccine} vaccine
 */
function origin({ schedule }, { category, checked_on }) {
  const programme = `${both(schedule.title)} ${schedule.document}`;
  return [
    ...(category === 'free' ? [{ term: t('vaccines.schedule'), value: programme }] : []),
    { term: t('common.checked'), value: dotted(checked_on) },
  ];
}
