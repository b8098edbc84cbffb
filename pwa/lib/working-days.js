import { after, daysBetween } from './days.js';
import { isKnown } from './opening.js';

/** @typedef {import('./hospitals.js').Directory['calendar']} Calendar */
/**
 * @typedef {{on: string, isEstimate: boolean}} Deadline on: ISO date; isEstimate: counted through
 *   a year whose holidays nobody knows yet
 */

/** Before the list was read: Monday to Friday, and every day an estimate. @type {Calendar} */
export const NO_CALENDAR = { from: '', to: '', holidays: [], workdays: [] };

const SATURDAY = 6;
const SUNDAY = 0;

/**
 * Whether people work on a day; a year that isn't known is taken as Monday to Friday.
 * @param {Calendar} calendar
 * @param {string} on ISO date
 */
export function isWorkingDay({ holidays, workdays }, on) {
  if (workdays.includes(on)) return true;
  const weekday = new Date(on).getUTCDay();
  return weekday !== SATURDAY && weekday !== SUNDAY && !holidays.includes(on);
}

/**
 * The last day from which `count` working days lie before `end`, itself one of them.
 * @param {Calendar} calendar
 * @param {string} end ISO date, not counted
 * @param {number} count
 * @returns {Deadline} a working day
 */
export function dayBeforeWorkingDays(calendar, end, count) {
  let on = end;
  for (let left = count; left > 0; ) {
    on = after(on, { days: -1 });
    if (isWorkingDay(calendar, on)) left -= 1;
  }
  return { on, isEstimate: !areKnown(calendar, on, end) };
}

/**
 * The first day before which `count` working days lie, `start` being one where it is worked.
 * @param {Calendar} calendar
 * @param {string} start ISO date
 * @param {number} count
 * @returns {Deadline} it may be a day off
 */
export function dayAfterWorkingDays(calendar, start, count) {
  let on = start;
  for (let left = count; left > 0; on = after(on, { days: 1 })) {
    if (isWorkingDay(calendar, on)) left -= 1;
  }
  return { on, isEstimate: !areKnown(calendar, start, on) };
}

/**
 * How many working days lie after `start` and up to `end`; below 0 where `end` is past.
 * @param {Calendar} calendar
 * @param {string} start ISO date
 * @param {string} end ISO date
 * @returns {number}
 */
export function workingDaysBetween(calendar, start, end) {
  if (end < start) return 0 - workingDaysBetween(calendar, end, start);
  const days = Array.from({ length: daysBetween(start, end) }, (_, place) =>
    after(start, { days: place + 1 }),
  );
  return days.filter((on) => isWorkingDay(calendar, on)).length;
}

/**
 * The calendar knows whole years, one after the other.
 * @param {Calendar} calendar
 * @param {string} start
 * @param {string} end
 */
function areKnown(calendar, start, end) {
  return isKnown(calendar, start) && isKnown(calendar, end);
}
