import { both, t } from '../../lib/labels.js';
import { clockTime } from '../../lib/opening.js';

/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */
/** @typedef {import('../../lib/hospitals.js').Named} Named */

const DAY = 1440;
const METRES_IN_KM = 1000;

/**
 * Whether it is open, in words with `**bold**`.
 * @param {import('../../lib/opening.js').Opening} opening
 * @param {import('../../lib/opening.js').Moment} moment now
 */
export function openingWords({ kind, at }, moment) {
  if (kind === 'ask') return t('hospitals.opening.ask');
  if (kind === 'unknown') return t('hospitals.opening.unknown');
  if (at === null) return t(`hospitals.opening.${kind}_always`);
  return t(`hospitals.opening.${kind}`, { time: momentWords(at, moment) });
}

/**
 * '21:00', '明天 02:00', '周一 08:30'.
 * @param {number} at minutes from today's midnight
 * @param {import('../../lib/opening.js').Moment} moment now
 */
function momentWords(at, { days }) {
  const ahead = at > DAY ? Math.floor(at / DAY) : 0;
  const time = clockTime(at);
  if (ahead === 0) return time;
  if (ahead === 1) return t('hospitals.opening.tomorrow', { time });
  const day = weekday(days[ahead + 1]?.weekday ?? 0);
  return t('hospitals.opening.on_day', { day, time });
}

/** @param {number} day Monday 0 … Sunday 6 */
export function weekday(day) {
  return t(`hospitals.days.${day}`);
}

/** @param {[number, number][]} spans of a day */
export function spansWords(spans) {
  if (spans.length === 0) return t('hospitals.hours.closed');
  if (spans.length === 1 && spans[0]?.[0] === 0 && spans[0][1] === DAY) {
    return t('hospitals.hours.all_day');
  }
  return spans
    .map(([from, to]) => `${clockTime(from)} – ${clockTime(to)}`)
    .join(t('hospitals.and'));
}

/** '1.2 km', '350 m'. @param {number} metres */
export function wayWords(metres) {
  if (metres < METRES_IN_KM) return `${Math.max(10, Math.round(metres / 10) * 10)} m`;
  const km = metres / METRES_IN_KM;
  return `${km < 10 ? km.toFixed(1) : Math.round(km)} km`;
}

/**
 * Where in the country; either part may be missing.
 * @param {string} city
 * @param {string} district
 */
export function whereWords(city, district) {
  return city && district ? t('hospitals.where', { city, district }) : city || district;
}

/**
 * The names of some codes, as many as are wanted.
 * @param {string[]} codes
 * @param {Named[]} vocabulary
 * @param {number} [most]
 */
export function names(codes, vocabulary, most = codes.length) {
  return vocabulary
    .filter(({ code }) => codes.includes(code))
    .slice(0, most)
    .map(({ name }) => both(name))
    .join(t('hospitals.and'));
}

/**
 * What a plan's network holds it for, or any plan's where none is chosen.
 * @param {Hospital} hospital
 * @param {string} [plan]
 */
export function usesOf({ networks }, plan) {
  const uses = plan ? (networks[plan] ?? []) : Object.values(networks).flat();
  return /** @type {const} */ (['outpatient', 'inpatient']).filter((use) => uses.includes(use));
}
