import { after, daysBetween } from './days.js';

/** @typedef {import('./vaccines.js').Vaccine} Vaccine */
/** @typedef {import('./vaccines.js').VaccineDose} VaccineDose */
/** @typedef {import('./vaccines.js').Span} Span */
/** @typedef {{birthday: string, sex: 'girl' | 'boy' | null | undefined}} Child */
/** @typedef {'past' | 'next' | 'soon' | 'later'} DoseState */
/** A dose that was given. @typedef {Pick<import('./rows.js').Vaccination, 'vaccine_id' | 'dose' | 'given_on'>} Given */
/**
 * A dose on a child's own timeline that nobody recorded as given; every date is a recommendation.
 * @typedef {{
 *   id: string, vaccine: Vaccine, number: number, dose: VaccineDose, state: DoseState,
 *   earliest: string, before: string | null, ends: string | null, isForSome: boolean,
 * }} TimelineDose
 *   earliest, before: ISO dates; on `before` it is already late; ends: the day from which the
 *   schedule expects it done; isForSome: whether it is for this child isn't known
 */
/** @typedef {Omit<TimelineDose, 'state'> & {given_on?: string}} DatedDose */

/** How many days ahead a dose counts as near. */
export const SOON_DAYS = 60;

/**
 * The doses of all vaccines that have ages of their own, on a child's dates, in order. Where a
 * province may choose between two vaccines, the one without the timeline is left out.
 * @param {Child} child
 * @param {string} today ISO date in China
 * @param {Vaccine[]} vaccines
 * @param {Given[]} [given] what the child got; its next dates count from there
 * @returns {TimelineDose[]}
 */
export function timeline(child, today, vaccines, given = []) {
  return vaccines
    .flatMap((vaccine) => dosesOf(vaccine, child, today, given))
    .sort((one, other) => compare(one.earliest, other.earliest));
}

/**
 * One vaccine's doses on a child's dates; none where it isn't for this child.
 * @param {Vaccine} vaccine
 * @param {Child} child
 * @param {string} today ISO date in China
 * @param {Given[]} [given] what the child got
 * @returns {TimelineDose[]}
 */
export function dosesOf(vaccine, child, today, given = []) {
  if (!vaccine.on_timeline || isFor(vaccine, child) === 'no') return [];
  const own = given.filter(({ vaccine_id }) => vaccine_id === vaccine.id);
  const dated = vaccine.yearly ? season(vaccine, child, today, own) : series(vaccine, child, own);
  return dated.map((dose) => ({ ...dose, state: stateOf(dose, today) }));
}

/**
 * Whether a vaccine is for a child of this sex and day of birth; 'maybe' when the sex is unknown.
 * @param {Vaccine} vaccine
 * @param {Child} child
 * @returns {'yes' | 'maybe' | 'no'}
 */
export function isFor(vaccine, { birthday, sex }) {
  if (vaccine.born_from && birthday < vaccine.born_from) return 'no';
  if (!vaccine.sex || sex === vaccine.sex) return 'yes';
  return sex ? 'no' : 'maybe';
}

/**
 * The dose of a vaccine that a child's family should know of: one that may be given now, else the
 * next one, else none.
 * @param {TimelineDose[]} doses of one vaccine
 */
export function nextOf(doses) {
  return doses.find((dose) => dose.state !== 'past');
}

/**
 * The vaccines among these doses whose schedule was another one when this child was born: their
 * past dates are not the child's.
 * @param {TimelineDose[]} doses
 * @param {string} birthday ISO date
 */
export function changedFor(doses, birthday) {
  const vaccines = new Set(doses.map((dose) => dose.vaccine));
  return [...vaccines].filter(({ change }) => change && birthday < change.born_before);
}

/**
 * @param {Vaccine} vaccine
 * @param {Child} child
 * @param {Given[]} given doses of it
 * @returns {DatedDose[]}
 */
function series(vaccine, child, given) {
  const isOne = vaccine.doses.length === 1;
  /** @type {DatedDose[]} */
  const dated = [];
  for (const [index, dose] of vaccine.doses.entries()) {
    if (!dose.from) continue;
    const got = given.find(({ dose: number }) => (number ?? (isOne ? 1 : 0)) === index + 1);
    const before = dated.at(-1);
    dated.push({ ...dateDose(vaccine, child, index, before), given_on: got?.given_on });
  }
  for (const [index, dose] of dated.entries()) {
    dose.ends = endOf(dose, dated[index - 1], dated[index + 1]);
  }
  return dated.filter(({ given_on }) => !given_on);
}

/**
 * @param {Vaccine} vaccine
 * @param {Child} child
 * @param {number} index
 * @param {DatedDose | undefined} previous
 * @returns {DatedDose}
 */
function dateDose(vaccine, child, index, previous) {
  const dose = /** @type {VaccineDose} */ (vaccine.doses[index]);
  const follows =
    previous &&
    dose.min_interval &&
    after(previous.given_on ?? previous.earliest, dose.min_interval);
  const earliest = latest(after(child.birthday, dose.from ?? {}), vaccine.since, follows);
  const before = dose.before && after(child.birthday, dose.before);
  return {
    id: `${vaccine.id}-${index + 1}`,
    vaccine,
    number: index + 1,
    dose,
    earliest,
    // A programme that began too late for this child sets no date to miss.
    before: before && before > earliest ? before : null,
    ends: null,
    isForSome: isFor(vaccine, child) === 'maybe',
  };
}

/**
 * The day from which the schedule expects a dose done: its own deadline, else the next dose's
 * first day, else as long after the dose before as it may be.
 * @param {DatedDose} dose
 * @param {DatedDose | undefined} previous
 * @param {DatedDose | undefined} following
 */
function endOf({ before, dose, earliest }, previous, following) {
  if (before) return before;
  if (following && following.earliest > earliest) return following.earliest;
  const most = previous?.ends && dose.max_interval;
  return most ? after(/** @type {string} */ (previous.ends), most) : null;
}

/**
 * The season of a yearly vaccine that isn't over and that the child is old enough for.
 * @param {Vaccine} vaccine
 * @param {Child} child
 * @param {string} today
 * @param {Given[]} given doses of it
 * @returns {DatedDose[]}
 */
function season(vaccine, child, today, given) {
  const months = vaccine.yearly;
  const dose = vaccine.doses[0];
  if (!months || !dose) return [];
  const old = after(child.birthday, dose.from ?? {});
  for (let year = Number(latest(old, today).slice(0, 4)); ; year += 1) {
    const earliest = latest(monthStart(year, months.from_month), old);
    const ends = monthStart(year, months.to_month + 1);
    const isGiven = given.some(({ given_on: on }) => earliest <= on && on < ends);
    if (ends > today && ends > earliest && !isGiven) {
      const id = `${vaccine.id}-${year}`;
      return [{ id, vaccine, number: 1, dose, earliest, before: null, ends, isForSome: false }];
    }
  }
}

/**
 * @param {DatedDose} dose
 * @param {string} today
 * @returns {DoseState}
 */
function stateOf({ earliest, ends }, today) {
  if (ends && today >= ends) return 'past';
  if (today >= earliest) return 'next';
  return daysBetween(today, earliest) <= SOON_DAYS ? 'soon' : 'later';
}

/**
 * @param {number} year
 * @param {number} month 13 is the next January
 */
function monthStart(year, month) {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

/**
 * @param {string} one
 * @param {(string | null | undefined)[]} others
 */
function latest(one, ...others) {
  return others.reduce((/** @type {string} */ last, on) => (on && on > last ? on : last), one);
}

/**
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
