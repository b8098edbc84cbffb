import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { both, t } from '../../lib/labels.js';
import { changedFor, isFor, nextOf } from '../../lib/vaccine-timeline.js';
import { asideWords, whenWords } from './vaccine-words.js';

/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('../../lib/rows.js').Vaccination} Vaccination */
/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */

/**
 * When the child in front may have this vaccine, by the schedule.
 *
 * @param {{card: Card, vaccine: Vaccine, doses: TimelineDose[], given: Vaccination[],
 *   onSave: (dose: TimelineDose) => void}} props doses: of this vaccine, for this child, not yet
 *   recorded; given: those that are
 */
export function ChildDose({ card, vaccine, doses, given, onSave }) {
  const next = nextOf(doses);
  const name = card.child_name;
  if (!vaccine.on_timeline) return null;
  return (
    <>
      <Panel label={t('vaccines.of_child', { name })}>
        {next && <Next name={name} dose={next} />}
        {next && (
          <Row icon="calplus" title={t('vaccines.calendar.open')} onClick={() => onSave(next)} />
        )}
        {!next && (
          <Row icon="syringe" glyph="plain" {...over(name, vaccine, card, isWhole(doses, given))} />
        )}
      </Panel>
      {changedFor(doses, card.birthday).map(({ change }) => (
        <Note key={vaccine.id} text={both(change?.text)} />
      ))}
    </>
  );
}

/** @param {{name: string, dose: TimelineDose}} props */
function Next({ name, dose }) {
  const isOne = dose.vaccine.doses.length === 1;
  const which = isOne ? both(dose.vaccine.short) : t('vaccines.nth', { number: dose.number });
  return (
    <Row
      icon="syringe"
      glyph={dose.state === 'next' && dose.vaccine.category === 'free' ? 'turn' : 'plain'}
      title={t(`vaccines.child.${dose.state}`, { name, dose: which })}
      text={[whenWords(dose), ...asideWords(dose)].join(t('vaccines.break'))}
    />
  );
}

/**
 * Whether every dose that has a date was recorded.
 * @param {TimelineDose[]} doses
 * @param {Vaccination[]} given
 */
function isWhole(doses, given) {
  return doses.length === 0 && given.length > 0;
}

/**
 * Why there is no date.
 * @param {string} name
 * @param {Vaccine} vaccine
 * @param {Card} card
 * @param {boolean} isDone
 */
function over(name, vaccine, card, isDone) {
  if (isDone) return { title: t('doses.whole', { name }), text: t('doses.whole_text') };
  if (isFor(vaccine, card) === 'no') {
    return { title: t('vaccines.child.not_for', { name }), text: both(vaccine.for_whom) };
  }
  const words = vaccine.category === 'free' ? 'past' : 'past_paid';
  return { title: t(`vaccines.child.${words}`, { name }), text: t(`vaccines.${words}_text`) };
}
