import { dayAfterWorkingDays, dayBeforeWorkingDays, workingDaysBetween } from './working-days.js';

/*
 * What needs the insurer's written yes beforehand (manual, chapter 8). The service has the same
 * tables in api/preauths, with the manual's sentences; tests/cases/preauths.json holds
 * both to one another.
 */

/** @typedef {import('./preauths.js').Planned} Planned */
/** @typedef {import('./preauths.js').Answer} Answer */
/** @typedef {import('./preauths.js').Cause} Cause */
/** @typedef {import('./preauths.js').Clause} Clause */
/** @typedef {import('./preauths.js').Terms} Terms */
/** @typedef {import('./working-days.js').Calendar} Calendar */

export const LARGE_TEST_FEN = 500_000;
export const LARGE_SUM_FEN = 3_000_000;
export const TERM_WORKING_DAYS = 5;
const CUT_BP = 4000;
const NOTHING_LEFT_BP = 10_000;
const WHOLE_BP = 10_000;

/** The two lists; what isn't here needs none. @type {Record<string, Partial<Record<Cause, Clause>>>} */
const CLAUSES = {
  private: {
    inpatient: 'private_1',
    surgery: 'private_1',
    special_treatment: 'private_1',
    large_test: 'private_2',
    large_sum: 'private_3',
    transport: 'transport',
  },
  public: { inpatient: 'public', transport: 'transport' },
};

/** @type {Terms} */
const ASSISTED = { applicant: 'hospital', working_days: TERM_WORKING_DAYS, term_is_stated: true };
/** @type {Record<Clause, Terms>} */
const TERMS = {
  private_1: ASSISTED,
  private_2: ASSISTED,
  private_3: ASSISTED,
  public: { applicant: 'family', working_days: TERM_WORKING_DAYS, term_is_stated: false },
  transport: { applicant: 'family', working_days: null, term_is_stated: false },
};

/** What an item needs a yes for whatever it costs. @type {Partial<Record<string, Cause>>} */
const ALWAYS = {
  inpatient: 'inpatient',
  surgery: 'surgery',
  special_treatment: 'special_treatment',
  transport: 'transport',
};

/**
 * Whether what is planned needs a written yes, and all that follows.
 * @param {Planned} planned
 * @param {string} today ISO date in China
 * @param {Calendar} calendar
 * @returns {Answer}
 */
export function answerFor(planned, today, calendar) {
  const { necessity, cause } = necessityOf(planned);
  const clause = clauseOf(cause, planned);
  const terms = clause && TERMS[clause];
  const term = terms?.working_days ?? null;
  return {
    necessity,
    cause,
    clause,
    terms,
    schedule:
      term && planned.starts_on ? scheduleOf(planned.starts_on, term, today, calendar) : null,
    earliest_start: term ? dayAfterWorkingDays(calendar, today, term) : null,
    cut: cutOf(cause, planned),
    is_on_the_line:
      necessity !== 'needed' && asksPrice(planned) && planned.unit_price_fen === LARGE_TEST_FEN,
  };
}

/**
 * Who asks and by when, where a written yes is or may be needed.
 * @param {Planned} planned
 */
export function termsOf(planned) {
  const clause = clauseOf(necessityOf(planned).cause, planned);
  return clause && TERMS[clause];
}

/**
 * Whether the price of each test matters.
 * @param {Pick<Planned, 'place' | 'item'>} planned
 */
export function asksPrice(planned) {
  return planned.item === 'test' && Boolean(listFor(planned).large_test);
}

/**
 * Whether the period's total matters: for treatments, and for tests that their price doesn't
 * decide.
 * @param {Pick<Planned, 'place' | 'item' | 'unit_price_fen'>} planned
 */
export function asksTotal(planned) {
  const { item, unit_price_fen } = planned;
  if (!listFor(planned).large_sum) return false;
  return item === 'treatment' || (item === 'test' && !isLargeTest(unit_price_fen));
}

/**
 * What is paid of a benefit: “理赔金×（1 - 40%）”, or nothing of a transport.
 * @param {number} benefitFen
 * @param {import('./preauths.js').Cut | null} cut
 * @returns {number} fen, half a fen rounded up
 */
export function paidAfter(benefitFen, cut) {
  if (!cut) return benefitFen;
  return Math.floor((benefitFen * (WHOLE_BP - cut.rate_bp) * 2 + WHOLE_BP) / (WHOLE_BP * 2));
}

/**
 * @param {Planned} planned
 * @returns {Pick<Answer, 'necessity' | 'cause'>}
 */
function necessityOf(planned) {
  const { item, unit_price_fen, period_total_fen } = planned;
  const list = listFor(planned);
  const always = ALWAYS[item];
  if (always) return list[always] ? needed(always) : NOT_NEEDED;
  if (item === 'visit' || !list.large_sum) return NOT_NEEDED;
  if (item === 'test' && isLargeTest(unit_price_fen)) return needed('large_test');
  if (period_total_fen !== null && period_total_fen > LARGE_SUM_FEN) return needed('large_sum');
  if (item === 'test' && unit_price_fen === null) {
    return { necessity: 'depends', cause: 'large_test' };
  }
  return period_total_fen === null ? { necessity: 'depends', cause: 'large_sum' } : NOT_NEEDED;
}

/** @type {Pick<Answer, 'necessity' | 'cause'>} */
const NOT_NEEDED = { necessity: 'not_needed', cause: null };

/**
 * @param {Cause} cause
 * @returns {Pick<Answer, 'necessity' | 'cause'>}
 */
function needed(cause) {
  return { necessity: 'needed', cause };
}

/**
 * @param {Cause | null} cause
 * @param {Planned} planned
 * @returns {Clause | null}
 */
function clauseOf(cause, planned) {
  return cause && (listFor(planned)[cause] ?? null);
}

/** @param {number | null} fen */
function isLargeTest(fen) {
  return fen !== null && fen > LARGE_TEST_FEN;
}

/** @param {Pick<Planned, 'place'>} planned */
function listFor({ place }) {
  return /** @type {Partial<Record<Cause, Clause>>} */ (
    CLAUSES[place === 'public' ? 'public' : 'private']
  );
}

/**
 * The cut if nobody asks: once, whatever came together.
 * @param {Cause | null} cause
 * @param {Planned} planned
 * @returns {Answer['cut']}
 */
function cutOf(cause, { place }) {
  if (cause === 'transport') return { reason: 'no_authorisation', rate_bp: NOTHING_LEFT_BP };
  if (cause) return { reason: 'no_authorisation', rate_bp: CUT_BP };
  if (place === 'other_private') return { reason: 'outside_network', rate_bp: CUT_BP };
  return null;
}

/**
 * @param {string} startsOn
 * @param {number} term
 * @param {string} today
 * @param {Calendar} calendar
 * @returns {NonNullable<Answer['schedule']>}
 */
function scheduleOf(startsOn, term, today, calendar) {
  const apply_by = dayBeforeWorkingDays(calendar, startsOn, term);
  const days_left = workingDaysBetween(calendar, today, apply_by.on);
  if (apply_by.on === today) return { apply_by, timing: 'last_day', days_left };
  return { apply_by, timing: apply_by.on > today ? 'in_time' : 'late', days_left };
}
