import { useState } from 'preact/hooks';
import { saveFile } from '../../actions/save-file.js';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { calendarFile } from '../../lib/calendar-file.js';
import { nowInstant, todayInChina } from '../../lib/clock.js';
import { both, t } from '../../lib/labels.js';
import { whichPhone } from '../../lib/which-phone.js';
import { asideWords, doseName, intervalWords, whenWords } from './vaccine-words.js';

/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */

/**
 * Doses into the phone's calendar: what will be in it, how to take it in, and the button.
 *
 * @param {{card: Card, doses: TimelineDose[], onClose: () => void}} props past ones are left out
 */
export function CalendarSheet({ card, doses, onClose }) {
  const [isSaved, setSaved] = useState(false);
  const chosen = toSave(doses);
  const count = chosen.length;
  const phone = whichPhone();
  const save = async () => {
    const days = chosen.map((dose) => calendarDay(card, dose));
    const name = `${t('vaccines.calendar.file', { name: card.child_name })}.ics`;
    const text = calendarFile(days, nowInstant());
    setSaved(await saveFile(name.replace(/[\\/:*?"<>|]/g, ' '), 'text/calendar', text));
  };
  return (
    <Sheet
      title={t('vaccines.calendar.open')}
      onClose={onClose}
      foot={
        <Button icon="calplus" onClick={save}>
          {t('vaccines.calendar.save', { count })}
        </Button>
      }
    >
      <p class="lead">{t('vaccines.calendar.text', { name: card.child_name })}</p>
      <Note icon="mobile" text={t(`vaccines.calendar.on.${phone}`)} />
      <Note text={t('vaccines.calendar.advice')} />
      <p class="lead" role="status">
        {isSaved && <b>{t('vaccines.calendar.saved')}</b>}
      </p>
    </Sheet>
  );
}

/** The doses that are still to come or may be given now. @param {TimelineDose[]} doses */
export function toSave(doses) {
  return doses.filter(({ state }) => state !== 'past');
}

/**
 * A dose as a day of the calendar: the first day it may be given, from today on.
 * @param {Card} card
 * @param {TimelineDose} dose
 */
function calendarDay(card, dose) {
  const today = todayInChina();
  const sentences = [
    t('vaccines.calendar.advice'),
    // "Coming up" would soon be wrong: the entry stays for years.
    whenWords({ ...dose, state: dose.state === 'soon' ? 'later' : dose.state }),
    intervalWords(dose.dose),
    both(dose.dose.note),
    ...asideWords(dose),
    t('vaccines.calendar.bring'),
  ];
  return {
    uid: `${card.child_id}-${dose.id}@tongka`,
    on: dose.earliest > today ? dose.earliest : today,
    summary: t('vaccines.calendar.summary', { name: card.child_name, dose: doseName(dose) }),
    description: sentences.filter(Boolean).join('\n'),
  };
}
