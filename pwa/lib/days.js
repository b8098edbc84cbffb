const DAY_MS = 24 * 60 * 60 * 1000;

/** China has had one zone and no summer time since 1991. */
export const CHINA_MS = 8 * 60 * 60 * 1000;

/** How long a phone may be out of contact before it asks for contact to show the card. */
export const LEASE_MS = 30 * DAY_MS;

/**
 * The calendar date in China at a time in milliseconds.
 * @param {number} ms
 * @returns {string} ISO date
 */
export function chinaDate(ms) {
  return new Date(ms + CHINA_MS).toISOString().slice(0, 10);
}

/**
 * When the day that a time belongs to in China ends.
 * @param {number} ms
 * @returns {number} milliseconds
 */
export function midnightInChina(ms) {
  return Math.floor((ms + CHINA_MS) / DAY_MS + 1) * DAY_MS - CHINA_MS;
}

/**
 * Whole days from one date to another; negative when the other lies before.
 * @param {string} from ISO date
 * @param {string} to ISO date
 */
export function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/**
 * The day a child reaches an age, or an interval is over; a month without that day gives its last.
 * @param {string} from ISO date
 * @param {{months?: number, days?: number}} span
 */
export function after(from, { months = 0, days = 0 }) {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const reached = Date.UTC(year, month - 1 + months, Math.min(date, lastDay) + days);
  return new Date(reached).toISOString().slice(0, 10);
}

/**
 * How much of a period is over today, for the pin on the card's ruler.
 * @param {{starts_on: string, ends_on: string}} period ISO dates, both included
 * @param {string} today ISO date
 * @returns {number} percent, 0 before it starts, 100 once it has ended
 */
export function shareOver({ starts_on, ends_on }, today) {
  const length = daysBetween(starts_on, ends_on) + 1;
  const share = (daysBetween(starts_on, today) / Math.max(1, length)) * 100;
  return Math.min(100, Math.max(0, share));
}
