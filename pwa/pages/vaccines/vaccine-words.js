import { after } from '../../lib/days.js';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {import('../../lib/vaccines.js').VaccineDose} VaccineDose */
/** @typedef {import('../../lib/vaccines.js').Span} Span */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */

const DAYS_A_WEEK = 7;

/** '出生时', '6周龄', '18月龄', '1岁', '13岁半'. @param {Span} span */
export function ageWords({ months = 0, days = 0 }) {
  if (days) return t('vaccines.age.weeks', { count: days / DAYS_A_WEEK });
  if (!months) return t('vaccines.age.birth');
  const years = Math.floor(months / 12);
  if (months % 12 === 0) return t('vaccines.age.years', { count: years });
  if (years > 1 && months % 12 === 6) return t('vaccines.age.half', { count: years });
  return t('vaccines.age.months', { count: months });
}

/** '28天', '8周', '6个月', '3年'. @param {Span} span */
export function spanWords({ months = 0, days = 0 }) {
  if (days && days % DAYS_A_WEEK === 0 && days > 28) {
    return t('vaccines.span.weeks', { count: days / DAYS_A_WEEK });
  }
  if (days) return t('vaccines.span.days', { count: days });
  if (months > 12 && months % 12 === 0) return t('vaccines.span.years', { count: months / 12 });
  return t('vaccines.span.months', { count: months });
}

/** '和上一剂隔28天以上'; '' for a dose without an interval. @param {VaccineDose} dose */
export function intervalWords({ min_interval: least, max_interval: most }) {
  if (!least) return '';
  const min = spanWords(least);
  return most
    ? t('vaccines.between', { min, max: spanWords(most) })
    : t('vaccines.at_least', { min });
}

/** '乙肝 第2剂'; a vaccine of one dose says its name alone. @param {TimelineDose} dose */
export function doseName({ vaccine, number }) {
  const name = both(vaccine.short);
  return vaccine.doses.length > 1 ? `${name} ${t('vaccines.nth', { number })}` : name;
}

/** '2027.01.09起，满4岁（2028.01.09）前打完'. @param {TimelineDose} dose */
export function whenWords(dose) {
  const { vaccine, state, earliest, ends, before } = dose;
  const on = dotted(earliest);
  if (vaccine.yearly) {
    const last = after(ends ?? earliest, { days: -1 });
    const words = state === 'next' ? 'season' : 'next_season';
    return t(`vaccines.${words}`, { on, last: dotted(last) });
  }
  const start = t(`vaccines.state.${state}`, { on });
  if (!before || !dose.dose.before) return start;
  const age = ageWords(dose.dose.before);
  return t('vaccines.joined', {
    one: start,
    other: t('vaccines.before_on', { age, on: dotted(before) }),
  });
}

/**
 * What stands in small print beside a dose: for whom, and what a place may do otherwise.
 * @param {TimelineDose} dose
 */
export function asideWords({ vaccine, isForSome }) {
  const asides = [isForSome && vaccine.for_whom, vaccine.timeline_note];
  return asides.map((pair) => (pair ? both(pair) : '')).filter(Boolean);
}

/** '预防白喉、破伤风'. @param {Vaccine} vaccine */
export function preventsWords({ diseases }) {
  return t('vaccines.prevents', { diseases: diseases.map(both).join(t('vaccines.and')) });
}

/**
 * '百白破（第1–4剂）': a vaccine, and which of its doses another stands in for.
 * @param {Vaccine} vaccine
 * @param {import('../../lib/labels.js').InBoth | null} doses
 */
export function replacedWords({ short }, doses) {
  return doses ? t('vaccines.some_doses', { name: both(short), doses: both(doses) }) : both(short);
}
