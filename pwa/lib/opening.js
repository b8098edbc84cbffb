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

/**
 * A moment as thousands of rows are asked about it: the days around it are looked up once.
 * @typedef {{minute: number, isSure: boolean, days: Day[]}} Moment minute: of the day; days:
 *   yesterday, today, and the week that follows
 * @typedef {{weekday: number, kind: '' | 'holiday' | 'workday'}} Day
 */

const DAY = 1440;
const WEEK = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
const FRIDAY = 4;

/**
 * @param {Calendar} calendar
 * @param {number} ms
 * @returns {Moment}
 */
export function momentOf(calendar, ms) {
  const china = inChina(ms);
  return {
    minute: china.getUTCHours() * 60 + china.getUTCMinutes(),
    isSure: isKnown(calendar, chinaDate(ms)),
    days: Array.from({ length: WEEK + 2 }, (_, place) =>
      dayOf(calendar, ms + (place - 1) * DAY_MS),
    ),
  };
}

/**
 * @param {Hours | null} hours
 * @param {Moment} moment
 * @returns {Opening}
 */
export function openingAt(hours, moment) {
  if (!hours) return { kind: 'unknown', at: null, isSure: true };
  const { minute, isSure } = moment;
  const end = Math.max(endAt(hours, moment, -1), endAt(hours, moment, 0));
  if (end > minute) return { kind: 'open', at: closing(hours, moment, end), isSure };
  if (!spansIn(hours, moment, 0)) return { kind: 'ask', at: null, isSure };
  return { kind: 'shut', at: nextStart(hours, moment), isSure };
}

/**
 * Today's spans.
 * @param {Hours} hours
 * @param {Moment} moment
 * @returns {Span[] | null} null: a public holiday or made-up working day whose hours aren't known
 */
export function spansToday(hours, moment) {
  return spansIn(hours, moment, 0);
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
 * @param {Calendar} calendar
 * @param {number} ms any moment of the day in China
 * @returns {Day}
 */
function dayOf({ holidays, workdays }, ms) {
  const on = chinaDate(ms);
  const kind = holidays.includes(on) ? 'holiday' : workdays.includes(on) ? 'workday' : '';
  return { weekday: (inChina(ms).getUTCDay() + 6) % WEEK, kind };
}

/**
 * The spans of a day, counted from that day's own midnight.
 * @param {Hours} hours
 * @param {Moment} moment
 * @param {number} ahead days from today, −1 … 7
 * @returns {Span[] | null}
 */
function spansIn(hours, { days }, ahead) {
  const day = days[ahead + 1];
  if (day?.kind === 'holiday') return hours.holiday;
  if (day?.kind === 'workday') return workdaySpans(hours);
  return hours.week[day?.weekday ?? 0] ?? [];
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
 * When the span of a day that runs now ends, from today's midnight; −1: none runs.
 * @param {Hours} hours
 * @param {Moment} moment
 * @param {number} ahead
 */
function endAt(hours, moment, ahead) {
  const minute = moment.minute - ahead * DAY;
  let end = -1;
  for (const [from, to] of spansIn(hours, moment, ahead) ?? []) {
    if (from <= minute && minute < to) end = Math.max(end, to + ahead * DAY);
  }
  return end;
}

/**
 * When it really closes: a span that begins as one ends goes on.
 * @param {Hours} hours
 * @param {Moment} moment
 * @param {number} end of the span that runs
 * @returns {number | null} null: not within a week
 */
function closing(hours, moment, end) {
  let last = end;
  for (let ahead = 0; ahead <= WEEK; ahead += 1) {
    for (const [from, to] of spansIn(hours, moment, ahead) ?? []) {
      if (from + ahead * DAY <= last) last = Math.max(last, to + ahead * DAY);
    }
  }
  return last > WEEK * DAY ? null : last;
}

/**
 * @param {Hours} hours
 * @param {Moment} moment
 * @returns {number | null} null: a day of unknown hours lies before, or there is none
 */
function nextStart(hours, moment) {
  for (let ahead = 0; ahead <= WEEK; ahead += 1) {
    const spans = spansIn(hours, moment, ahead);
    if (!spans) return null;
    const next = spans.find(([from]) => from + ahead * DAY > moment.minute);
    if (next) return next[0] + ahead * DAY;
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
