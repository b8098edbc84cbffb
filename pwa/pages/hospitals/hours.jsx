import { telephone } from '../../components/hotline.jsx';
import { Note } from '../../components/note.jsx';
import { Panel } from '../../components/panel.jsx';
import { both, t } from '../../lib/labels.js';
import { groupDays, spansToday } from '../../lib/opening.js';
import { moment } from './chosen.js';
import { spansWords, weekday } from './words.js';

/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */

/** When it is open: today first, then the week. @param {{hospital: Hospital}} props */
export function Hours({ hospital }) {
  const { hours } = hospital;
  return (
    <section id="hours" class="sect">
      <h2 class="sect__t">{t('hospitals.hours.title')}</h2>
      <Panel>
        <dl class="hours">
          {hours ? <Week hours={hours} /> : <Line term={t('hospitals.hours.week')} />}
          <Line term={t('hospitals.hours.emergency')} words={emergencyWords(hospital)} />
          {hospital.emergency_phone && (
            <Line
              term={t('hospitals.hours.emergency_phone')}
              words={
                <a class="link tapx num" href={telephone(hospital.emergency_phone)}>
                  {hospital.emergency_phone}
                </a>
              }
            />
          )}
        </dl>
      </Panel>
      {hours?.note && <p class="cap">{both(hours.note)}</p>}
      {hours && !moment.value.isSure && (
        <Note icon="calendar" text={t('hospitals.hours.unknown_holidays')} />
      )}
    </section>
  );
}

/** @param {{hours: NonNullable<Hospital['hours']>}} props */
function Week({ hours }) {
  const today = spansToday(hours, moment.value);
  return (
    <>
      <Line
        isToday
        term={t('hospitals.hours.today', { day: weekday(moment.value.days[1]?.weekday ?? 0) })}
        words={today && spansWords(today)}
      />
      {groupDays(hours).map(({ from, to, spans }) => (
        <Line key={from} term={daysWords(from, to)} words={spansWords(spans)} />
      ))}
      <Line
        term={t('hospitals.hours.holidays')}
        words={hours.holiday && spansWords(hours.holiday)}
      />
    </>
  );
}

/**
 * @param {{term: string, words?: import('preact').ComponentChildren, isToday?: boolean}} props
 *   words: none where the fact isn't verified
 */
function Line({ term, words, isToday }) {
  return (
    <div class={isToday ? 'hours__today' : undefined}>
      <dt>{term}</dt>
      <dd>{words || <span class="unk">{t('hospitals.unverified')}</span>}</dd>
    </div>
  );
}

/** @param {number} from @param {number} to Monday 0 … Sunday 6 */
function daysWords(from, to) {
  if (from === 0 && to === 6) return t('hospitals.hours.every_day');
  if (from === to) return weekday(from);
  return t('hospitals.hours.days', { from: weekday(from), to: weekday(to) });
}

/** @param {Hospital} hospital */
function emergencyWords({ emergency_always }) {
  if (emergency_always === null) return null;
  return t(emergency_always ? 'hospitals.hours.all_day' : 'hospitals.hours.not_all_day');
}
