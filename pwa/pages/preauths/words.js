import { todayInChina } from '../../lib/clock.js';
import { money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { dayAndWeekday } from '../../lib/notice-list.js';
import { paidAfter } from '../../lib/preauth-rules.js';

/** @typedef {import('../../lib/preauths.js').Answer} Answer */
/** @typedef {import('../../lib/preauths.js').Planned} Planned */
/** @typedef {{term: string, value: string, note?: string}} Line */

/** An invented payout, the same in every example. */
const EXAMPLE_FEN = 2_000_000;

/**
 * '3月24日 周二', with the year when it isn't this one.
 * @param {string} on ISO date
 */
export function dayWords(on) {
  const words = dayAndWeekday(on);
  const year = on.slice(0, 4);
  return year === todayInChina().slice(0, 4) ? words : t('preauths.in_year', { words, year });
}

/**
 * The answer in a sentence.
 * @param {Answer} answer
 */
export function titleOf({ necessity, cause, terms, schedule, is_on_the_line }) {
  if (necessity === 'not_needed') {
    return t(`preauths.answer.${is_on_the_line ? 'on_the_line' : 'not_needed'}`);
  }
  if (necessity === 'depends') return t(`preauths.answer.depends_${cause}`);
  if (cause === 'transport') return t('preauths.answer.transport');
  const timing = schedule?.timing ?? 'in_time';
  return t(`preauths.answer.${terms?.applicant}.${timing}`);
}

/**
 * What follows from the answer, a line each.
 * @param {Answer} answer
 * @param {Planned} planned
 * @returns {Line[]}
 */
export function linesOf(answer, planned) {
  if (answer.necessity === 'not_needed') return [...whyNot(answer, planned), ...network(planned)];
  return [
    byWhen(answer),
    who(answer, planned),
    toDo(answer),
    without(answer),
    ...network(planned),
    basis(answer),
  ];
}

/**
 * @param {Answer} answer
 * @returns {Line}
 */
function byWhen({ terms, schedule, earliest_start }) {
  const term = t('preauths.by.term');
  if (!terms?.working_days || !earliest_start) {
    return { term, value: t('preauths.by.transport'), note: t('preauths.by.transport_s') };
  }
  const days = terms.working_days;
  const earliest = dayWords(earliest_start.on);
  const isEstimate = schedule ? schedule.apply_by.isEstimate : earliest_start.isEstimate;
  const more = [
    isEstimate && t('preauths.by.estimate'),
    !terms.term_is_stated && t('preauths.by.not_stated', { days }),
  ];
  if (!schedule) {
    const note = t('preauths.by.open_s', { earliest });
    return { term, value: t('preauths.by.open', { days }), note: joined(note, ...more) };
  }
  const { timing, days_left, apply_by } = schedule;
  const on = dayWords(apply_by.on);
  const note = t(`preauths.by.${timing}_s`, { days, earliest, count: days_left });
  return { term, value: t(`preauths.by.${timing}`, { on }), note: joined(note, ...more) };
}

/**
 * @param {Answer} answer
 * @param {Planned} planned
 * @returns {Line}
 */
function who({ cause, terms }, { place }) {
  const term = t('preauths.who.term');
  const key = cause === 'transport' ? 'transport' : (terms?.applicant ?? 'family');
  const note = place === 'other_private' && key === 'hospital' ? 'other_private' : key;
  return { term, value: t(`preauths.who.${key}`), note: t(`preauths.who.${note}_s`) };
}

/**
 * @param {Answer} answer
 * @returns {Line}
 */
function toDo({ necessity, cause }) {
  const term = t('preauths.do.term');
  if (necessity === 'depends') {
    return { term, value: t(`preauths.do.${cause}`), note: t(`preauths.do.${cause}_s`) };
  }
  const key = cause === 'transport' ? 'transport' : 'wait';
  return { term, value: t(`preauths.do.${key}`), note: t(`preauths.do.${key}_s`) };
}

/**
 * What it costs not to ask, in figures.
 * @param {Answer} answer
 * @returns {Line}
 */
function without({ cause, cut }) {
  const key = cause === 'transport' ? 'nothing' : 'cut';
  const amounts = {
    whole: money(EXAMPLE_FEN, { whole: true }),
    paid: money(paidAfter(EXAMPLE_FEN, cut), { whole: true }),
  };
  return {
    term: t('preauths.without.term'),
    value: t(`preauths.without.${key}`),
    note: t(`preauths.without.${key}_s`, amounts),
  };
}

/**
 * The other way to lose 40 %; a hospital of the list can't be the wrong one by being off it.
 * @param {Planned} planned
 * @returns {Line[]}
 */
function network({ place, item }) {
  if (place === 'network_private' || item === 'transport') return [];
  return [
    {
      term: t('preauths.network.term'),
      value: t('preauths.network.value'),
      note: t('preauths.network.note'),
    },
  ];
}

/**
 * @param {Answer} answer
 * @param {Planned} planned
 * @returns {Line[]}
 */
function whyNot({ is_on_the_line }, { place, item }) {
  const sector = place === 'public' ? 'public' : 'private';
  const lines = [
    {
      term: t('preauths.why.term'),
      value: t(`preauths.why.${sector}`),
      note: t(`preauths.why.${sector}_s`),
    },
  ];
  const mind = is_on_the_line
    ? 'line'
    : sector === 'public' && item === 'surgery'
      ? 'stay'
      : sector;
  lines.push({
    term: t('preauths.mind.term'),
    value: t(`preauths.mind.${mind}`),
    note: t(`preauths.mind.${mind}_s`),
  });
  return lines;
}

/**
 * The manual's own sentence.
 * @param {Answer} answer
 * @returns {Line}
 */
function basis({ clause }) {
  return {
    term: t('preauths.basis.term'),
    value: t(`preauths.basis.${clause}`),
    note: t(`preauths.basis.${clause}_s`),
  };
}

/** @param {(string | false)[]} sentences */
function joined(...sentences) {
  return sentences.filter(Boolean).join(t('preauths.sentence_join'));
}
