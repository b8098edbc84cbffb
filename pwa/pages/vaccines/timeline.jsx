import { Icon } from '../../components/icon.jsx';
import { Note } from '../../components/note.jsx';
import { todayInChina } from '../../lib/clock.js';
import { age } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { changedFor } from '../../lib/vaccine-timeline.js';
import { GivenRows } from './given-rows.jsx';
import { Category } from './vaccine-rows.jsx';
import { ageWords, asideWords, doseName, whenWords } from './vaccine-words.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */
/** @typedef {import('../../lib/rows.js').Vaccination} Vaccination */

/** How many given doses stand above today. */
const LATELY = 2;

/**
 * The ruler stood up: the child's age, with each dose at its own; above today what was given last.
 * What the schedule expects done and nobody recorded is folded away.
 *
 * @param {{birthday: string, doses: TimelineDose[], book: import('../../lib/vaccines.js').VaccineBook,
 *   given: Vaccination[]}} props given: the latest first
 */
export function Timeline({ birthday, doses, book, given }) {
  const today = todayInChina();
  const ahead = doses.filter(({ state }) => state !== 'past');
  // A paid vaccine is nobody's duty: past its age there is nothing to compare.
  const past = doses.filter(
    ({ state, vaccine }) => state === 'past' && vaccine.category === 'free',
  );
  const open = ahead.filter(
    ({ state, vaccine }) => state === 'next' && vaccine.category === 'free',
  );
  const changed = changedFor(ahead, birthday);
  return (
    <>
      <Changed vaccines={changed} />
      {past.length > 0 && (
        <Past doses={past}>
          <Changed vaccines={changedFor(past, birthday).filter((one) => !changed.includes(one))} />
        </Past>
      )}
      <ol class="vx">
        <Lately {...{ birthday, book }} given={given.slice(0, LATELY).reverse()} />
        <li class="vx__now">
          <span>
            {t(open.length > 0 ? 'vaccines.now' : 'vaccines.now_none', {
              age: age(birthday, today),
              count: open.length,
            })}
          </span>
        </li>
        <Groups doses={ahead} />
      </ol>
    </>
  );
}

/**
 * What was given last, each at the child's age then.
 *
 * @param {{birthday: string, book: import('../../lib/vaccines.js').VaccineBook,
 *   given: Vaccination[]}} props
 */
function Lately({ birthday, book, given }) {
  const days = [...new Set(given.map(({ given_on }) => given_on))];
  return days.map((on) => (
    <li key={on} class="vx__g">
      <p class="vx__age">
        {age(birthday, on)}
        <small>{`${Number(on.slice(0, 4))}.${Number(on.slice(5, 7))}`}</small>
      </p>
      <GivenRows book={book} given={given.filter(({ given_on }) => given_on === on)} />
    </li>
  ));
}

/** That a schedule was another one earlier. @param {{vaccines: Vaccine[]}} props */
function Changed({ vaccines }) {
  return vaccines.map(({ id, change }) => <Note key={id} text={both(change?.text)} />);
}

/** @param {{doses: TimelineDose[], children: import('preact').ComponentChildren}} props */
function Past({ doses, children }) {
  return (
    <details class="panel fold">
      <summary class="row row--ic">
        <Icon name="book" />
        <span class="row__b">
          <span class="row__t">{t('vaccines.past_title', { count: doses.length })}</span>
          <span class="row__s">{t('vaccines.past_text')}</span>
        </span>
        <Icon name="down" class="chev" />
      </summary>
      <div class="fold__note">{children}</div>
      <ol class="vx vx--past">
        <Groups doses={doses} />
      </ol>
    </details>
  );
}

/** @param {{doses: TimelineDose[]}} props in order of their dates */
function Groups({ doses }) {
  return groupsOf(doses).map((group) => (
    <li key={group[0]?.id} class="vx__g">
      {group[0] && <Age dose={group[0]} />}
      <ul class="panel">
        {group.map((dose) => (
          <DoseRow key={dose.id} dose={dose} />
        ))}
      </ul>
    </li>
  ));
}

/** @param {{dose: TimelineDose}} props */
function Age({ dose }) {
  const [year, month] = dose.earliest.split('-');
  const words = dose.vaccine.yearly ? t('vaccines.yearly_short') : ageWords(dose.dose.from ?? {});
  return (
    <p class="vx__age">
      {words}
      <small>{`${year}.${Number(month)}`}</small>
    </p>
  );
}

/** @param {{dose: TimelineDose}} props */
function DoseRow({ dose }) {
  const look = dose.state === 'next' && dose.vaccine.category === 'free' ? 'due' : 'next';
  return (
    <li>
      <a class={`dose dose--${look}`} href={`/vaccines/${dose.vaccine.id}`}>
        <Icon name={dose.state === 'next' ? 'syringe' : 'clock'} />
        <span class="dose__b">
          <b>
            {doseName(dose)} <Category vaccine={dose.vaccine} />
          </b>
          <span>{whenWords(dose)}</span>
          {asideWords(dose).map((words) => (
            <span key={words}>{words}</span>
          ))}
        </span>
      </a>
    </li>
  );
}

/** Neighbours of one date and age. @param {TimelineDose[]} doses */
function groupsOf(doses) {
  /** @type {Map<string, TimelineDose[]>} */
  const groups = new Map();
  for (const dose of doses) {
    const key = `${dose.earliest} ${dose.vaccine.yearly ? 'yearly' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), dose]);
  }
  return [...groups.values()];
}
