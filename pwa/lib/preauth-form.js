import { after } from './days.js';
import { asksPrice, asksTotal, termsOf } from './preauth-rules.js';
import { MOST_FEN, typedFen } from './typed.js';

/** @typedef {import('./preauths.js').Planned} Planned */
/** @typedef {'place' | 'item' | 'price' | 'total' | 'day'} Step a question */
/**
 * What was answered so far, as typed; `unknown`: questions that were left open.
 * @typedef {{
 *   place: Planned['place'] | '', item: Planned['item'] | '',
 *   price: string, total: string, day: string, unknown: Step[],
 * }} PreauthForm
 */

/** @type {PreauthForm} */
export const BLANK_PREAUTH = { place: '', item: '', price: '', total: '', day: '', unknown: [] };

/** @type {Planned['place'][]} */
export const PLACES = ['network_private', 'other_private', 'public'];

/** In the order in which parents meet them. @type {Planned['item'][]} */
export const PLANNED_ITEMS = [
  'inpatient',
  'surgery',
  'special_treatment',
  'test',
  'treatment',
  'transport',
  'visit',
];

/** Nobody plans treatment further ahead: the year is a slip. */
const FURTHEST_MONTHS = 24;

/**
 * Where a hospital of the list belongs, as far as the list can tell: a sample says nothing of a
 * private one.
 * @param {Pick<import('./hospitals.js').Hospital, 'kind' | 'networks'>} hospital
 * @param {string} plan its code
 * @param {boolean} isSample
 * @returns {PreauthForm['place']}
 */
export function placeOf({ kind, networks }, plan, isSample) {
  if (kind === 'public') return 'public';
  if (isSample) return '';
  return networks[plan]?.length ? 'network_private' : 'other_private';
}

/**
 * The questions that what was answered so far leads to.
 * @param {PreauthForm} form
 * @returns {Step[]}
 */
export function stepsOf(form) {
  if (!form.place || !form.item) return ['place', 'item', 'day'];
  const planned = plannedOf(form);
  const terms = termsOf(planned);
  /** @type {[Step, boolean][]} */
  const steps = [
    ['place', true],
    ['item', true],
    ['price', asksPrice(planned)],
    ['total', asksTotal(planned)],
    ['day', Boolean(terms?.working_days)],
  ];
  return steps.filter(([, isAsked]) => isAsked).map(([step]) => step);
}

/**
 * What keeps a question from being answered.
 * @param {Step} step
 * @param {PreauthForm} form
 * @param {string} today ISO date
 * @returns {string | null} `missing`, `no_amount`, `past`, `far`; null: it is answered
 */
export function problemOf(step, form, today) {
  if (form.unknown.includes(step)) return null;
  const typed = form[step].trim();
  if (!typed) return 'missing';
  if (step === 'price' || step === 'total') {
    const fen = typedFen(typed);
    return fen === null || fen > MOST_FEN ? 'no_amount' : null;
  }
  if (step === 'day') {
    if (typed < today) return 'past';
    if (typed > after(today, { months: FURTHEST_MONTHS })) return 'far';
  }
  return null;
}

/**
 * The first question from one on that isn't answered yet.
 * @param {PreauthForm} form
 * @param {string} today ISO date
 * @param {Step} [from]
 * @returns {Step | null} null: all are
 */
export function openStep(form, today, from) {
  const steps = stepsOf(form);
  const rest = from ? steps.slice(steps.indexOf(from) + 1) : steps;
  return rest.find((step) => problemOf(step, form, today)) ?? null;
}

/**
 * What the rules are asked about; what no question asks for doesn't count.
 * @param {PreauthForm} form with a place and an item
 * @returns {Planned}
 */
export function plannedOf(form) {
  const { place, item, unknown } = form;
  /** @param {'price' | 'total'} step */
  const fenOf = (step) => (unknown.includes(step) ? null : typedFen(form[step]));
  return {
    place: /** @type {Planned['place']} */ (place),
    item: /** @type {Planned['item']} */ (item),
    unit_price_fen: fenOf('price'),
    period_total_fen: fenOf('total'),
    starts_on: unknown.includes('day') ? null : form.day || null,
  };
}
