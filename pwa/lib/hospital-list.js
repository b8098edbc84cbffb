import { distance, inDatum } from './geo.js';

/** @typedef {import('./hospitals.js').Hospital} Hospital */
/** @typedef {'' | 'private' | 'public' | 'designated'} Kind '' any; designated: for inpatient stays */
/**
 * What a list is narrowed to; '' and [] narrow nothing.
 * @typedef {{city: string, department: string, services: string[], kind: Kind, isOpen: boolean,
 *   isFavourite: boolean}} Filters services: all of them
 */
/** @typedef {{hospital: Hospital, metres: number | null}} Place metres: from where the parent is */

/** @type {Filters} */
export const NO_FILTERS = {
  city: '',
  department: '',
  services: [],
  kind: '',
  isOpen: false,
  isFavourite: false,
};

/**
 * The hospitals that pass every filter, in the order given.
 * @param {Hospital[]} hospitals
 * @param {Filters} filters
 * @param {{plan: string, favourites: string[], isOpenNow: (hospital: Hospital) => boolean}} now
 *   plan: only its network; '' any
 */
export function narrow(hospitals, filters, { plan, favourites, isOpenNow }) {
  return hospitals.filter(
    (hospital) =>
      (!plan || plan in hospital.networks) &&
      (!filters.city || hospital.city === filters.city) &&
      (!filters.department || hospital.departments.includes(filters.department)) &&
      filters.services.every((service) => hospital.services.includes(service)) &&
      isOfKind(hospital, filters.kind) &&
      (!filters.isFavourite || favourites.includes(hospital.id)) &&
      (!filters.isOpen || isOpenNow(hospital)),
  );
}

/**
 * How many hospitals each value has, for a choice that shows it.
 * @param {Hospital[]} hospitals
 * @param {(hospital: Hospital) => string[]} valuesOf
 * @returns {Map<string, number>}
 */
export function tally(hospitals, valuesOf) {
  const counts = new Map();
  for (const hospital of hospitals) {
    for (const value of valuesOf(hospital)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/**
 * With the way to each that has coordinates, the nearest first; the others follow in their order.
 * @param {Hospital[]} hospitals
 * @param {import('./geo.js').Point} from WGS-84
 * @returns {Place[]}
 */
export function nearestFirst(hospitals, from) {
  const places = hospitals.map((hospital) => ({ hospital, metres: metresTo(hospital, from) }));
  return places.sort((one, other) => compare(one.metres, other.metres));
}

/**
 * @param {Hospital} hospital
 * @param {import('./geo.js').Point | null} from WGS-84; null: not known
 * @returns {number | null} null: no coordinates
 */
export function metresTo({ position }, from) {
  return position && from ? distance(from, inDatum(position, 'wgs84')) : null;
}

/**
 * Those chosen first, the rest after them in their order.
 * @param {Hospital[]} hospitals
 * @param {string[]} favourites ids
 */
export function favouritesFirst(hospitals, favourites) {
  if (favourites.length === 0) return hospitals;
  const isOne = (/** @type {Hospital} */ { id }) => favourites.includes(id);
  return [...hospitals.filter(isOne), ...hospitals.filter((hospital) => !isOne(hospital))];
}

/**
 * @param {Hospital} hospital
 * @param {Kind} asked
 */
function isOfKind({ kind, designated_inpatient }, asked) {
  return !asked || (asked === 'designated' ? designated_inpatient : kind === asked);
}

/** @param {number | null} one @param {number | null} other */
function compare(one, other) {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return one - other;
}
