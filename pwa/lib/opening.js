import { inChina } from './clock.js';
import { chinaDate } from './days.js';

/** @typedef {import('./hospitals.js').Hours} Hours */
/** @typedef {import('./hospitals.js').Directory['calendar']} Calendar */
/** @typedef {[number, number]} Span minutes from a day's midnight; a day's spans are in order */

/**
 * Whether it is open at a moment, in China time.
 * - open: until `at`; `at` null: round the clock
 * - shut: opens again at `at`; `at` null: nobody knows when
 * - ask: a public holiday whose hours aren't known
 * - unknown: no hours at all
 * `at` is in minutes from today's midnight, beyond 1440 on a later day. `isSure` is false where
 * the day lies outside the calendar of public holidays: then the hospital decides.
 * @typedef {{kind: 'open' | 'shut' | 'ask' | 'unknown', at: number | null, isSure: boolean}} Opening
 */

const DAY = 1440;
const WEEK = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const FRIDAY = 4;

/**
 * @param {Hours | null} hours
 * @param {Calendar} calendar
 * @param {number} ms the moment
 * @returns {Opening}
 */
export function openingAt(hours, calendar, ms) {
  if (!hours) return { kind: 'unknown', at: null, isSure: true };
  const isSure = isKnown(calendar, chinaDate(ms));
  const china = inChina(ms);
  const minute = china.getUTCHours() * 60 + china.getUTCMinutes();
  const daySpans = (/** @type {number} */ ahead) =>
    spansOn(hours, calendar, ms + ahead * DAY_MS)?.map(
      ([from, to]) => /** @type {Span} */ ([from + ahead * DAY, to + ahead * DAY]),
    ) ?? null;

  const ends = [...(daySpans(-1) ?? []), ...(daySpans(0) ?? [])]
    .filter(([from, to]) => from <= minute && minute < to)
    .map(([, to]) => to);
  if (ends.length > 0) {
    return { kind: 'open', at: endOf(Math.max(...ends), daySpans), isSure };
  }
  if (!daySpans(0)) return { kind: 'ask', at: null, isSure };
  return { kind: 'shut', at: nextStart(minute, daySpans), isSure };
}

/**
 * A day's spans.
 * @param {Hours} hours
 * @param {Calendar} calendar
 * @param {number} ms any moment of the day in China
 * @returns {Span[] | null} null: a public holiday or made-up working day whose hours aren't known
 */
export function spansOn(hours, calendar, ms) {
  const on = chinaDate(ms);
  if (calendar.holidays.includes(on)) return hours.holiday;
  if (calendar.workdays.includes(on)) return workdaySpans(hours);
  return hours.week[weekdayOf(ms)] ?? [];
}

/**
 * Monday 0 … Sunday 6, in China.
 * @param {number} ms
 */
export function weekdayOf(ms) {
  return (inChina(ms).getUTCDay() + 6) % WEEK;
}

/**
 * Days of the week in a row that keep the same hours.
 * @param {Hours} hours
 * @returns {{from: number, to: number, spans: Span[]}[]} Monday 0 … Sunday 6
 */
export function groupDays(hours) {
  /** @type {{from: number, to: number, spans: Span[]}[]} */
  const groups = [];
  for (const [day, spans] of hours.week.entries()) {
    const last = groups[groups.length - 1];
    if (last && isSame(last.spans, spans)) last.to = day;
    else groups.push({ from: day, to: day, spans });
  }
  return groups;
}

/**
 * A span in words of the clock: '08:30 – 21:00'; its end may lie on the next day.
 * @param {number} minute from midnight
 */
export function clockTime(minute) {
  const ofDay = minute === DAY ? DAY : minute % DAY;
  const [hour, rest] = [Math.floor(ofDay / 60), ofDay % 60];
  return `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/**
 * Whether a day's public holidays are known.
 * @param {Calendar} calendar
 * @param {string} on ISO date
 */
export function isKnown(calendar, on) {
  return calendar.from <= on && on <= calendar.to;
}

/**
 * A weekend day that is worked keeps a weekday's hours, where all weekdays keep the same.
 * @param {Hours} hours
 */
function workdaySpans({ week }) {
  const [monday = [], ...others] = week.slice(0, FRIDAY + 1);
  return others.every((spans) => isSame(spans, monday)) ? monday : null;
}

/**
 * When it really closes: a span that begins as one ends goes on.
 * @param {number} end of the span that runs
 * @param {(ahead: number) => Span[] | null} daySpans
 * @returns {number | null} null: not within a week
 */
function endOf(end, daySpans) {
  let last = end;
  for (let ahead = 0; ahead <= WEEK; ahead += 1) {
    for (const [from, to] of daySpans(ahead) ?? []) if (from <= last && to > last) last = to;
  }
  return last > WEEK * DAY ? null : last;
}

/**
 * @param {number} minute
 * @param {(ahead: number) => Span[] | null} daySpans
 * @returns {number | null} null: a day of unknown hours lies before, or there is none
 */
function nextStart(minute, daySpans) {
  for (let ahead = 0; ahead <= WEEK; ahead += 1) {
    const spans = daySpans(ahead);
    if (!spans) return null;
    const next = spans.find(([from]) => from > minute);
    if (next) return next[0];
  }
  return null;
}

/**
 * @param {Span[]} some
 * @param {Span[]} others
 */
function isSame(some, others) {
  return String(some) === String(others);
}
