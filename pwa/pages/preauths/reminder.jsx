import { useState } from 'preact/hooks';
import { saveFile } from '../../actions/save-file.js';
import { Row } from '../../components/panel.jsx';
import { calendarFile } from '../../lib/calendar-file.js';
import { nowInstant } from '../../lib/clock.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { answer, card } from './answers.js';

/** The last day for asking, into the phone's calendar: while it is still to come. */
export function Reminder() {
  const [isSaved, setSaved] = useState(false);
  const { schedule, terms } = answer.value;
  if (schedule?.timing !== 'in_time') return null;
  const { on } = schedule.apply_by;

  async function save() {
    const name = card.value?.child_name;
    const summary = t(`preauths.reminder.${name ? 'summary' : 'summary_plain'}`, { name });
    const entry = {
      uid: `${card.value?.id ?? 'nobody'}-preauth-${on}@tongka`,
      on,
      summary,
      description: t(`preauths.reminder.${terms?.applicant}`),
    };
    const text = calendarFile([entry], nowInstant());
    setSaved(await saveFile(`${t('preauths.reminder.file')}.ics`, 'text/calendar', text));
  }

  return (
    <Row
      icon="calplus"
      title={t('preauths.reminder.title', { on: day(on) })}
      text={<span role="status">{t(`preauths.reminder.${isSaved ? 'saved' : 'text'}`)}</span>}
      onClick={save}
    />
  );
}
