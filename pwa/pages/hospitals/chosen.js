import { computed, signal } from '@preact/signals';
import { now, readBeat } from '../../lib/clock.js';
import {
  favouritesFirst,
  NO_FILTERS,
  narrow,
  nearestFirst,
  tally,
} from '../../lib/hospital-list.js';
import { HospitalSearch } from '../../lib/hospital-search.js';
import { momentOf, openingAt } from '../../lib/opening.js';
import { NO_CALENDAR } from '../../lib/working-days.js';
import { local } from '../../store/queries.js';
import { hospitals as directory } from '../../store/static.js';
import { networkCard } from './network.js';
import { here } from './whereabouts.js';

/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */
/** @typedef {import('../../lib/hospital-list.js').Filters} Filters */

/** Rows that are made ready for the search in one go, and then it is the page's turn. */
const STEP_ROWS = 12;
const MINUTE_MS = 60_000;

/** What was asked for stays while the app is open: going into a page and back changes nothing. */
export const query = signal('');
export const filters = signal(NO_FILTERS);
/** How many rows of the list are drawn. */
export const drawnRows = signal(0);

/** Another list begins at its top. */
export function startOver() {
  drawnRows.value = 0;
}

/** @param {string} typed */
export function ask(typed) {
  query.value = typed;
  startOver();
}

/** @param {Partial<Filters>} patch */
export function setFilters(patch) {
  filters.value = { ...filters.value, ...patch };
  startOver();
}

/** @type {import('@preact/signals').ReadonlySignal<string[]>} */
export const favourites = computed(() => local.value.get('favourite_hospitals') ?? []);

const minuteMs = computed(() => {
  readBeat();
  return Math.floor(now() / MINUTE_MS) * MINUTE_MS;
});

/** China's present minute, and the days around it. */
export const moment = computed(() =>
  momentOf(directory.value?.calendar ?? NO_CALENDAR, minuteMs.value),
);

/** The search over the directory, ready as far as it was made so. */
export const search = computed(() => directory.value && new HospitalSearch(directory.value));
/** The search once similar words are found as well. */
const readySearch = signal(/** @type {HospitalSearch | null} */ (null));

const found = computed(() => {
  readySearch.value; // looks again then
  return search.value?.find(query.value) ?? null;
});

const narrowed = computed(() =>
  narrow(found.value?.hospitals ?? directory.value?.hospitals ?? [], filters.value, {
    plan: networkCard.value?.plan ?? '',
    favourites: favourites.value,
    isOpenNow: (hospital) =>
      openingAt(hospital.hours, moment.value).kind === 'open' || hospital.emergency_always === true,
  }),
);

/** Whether nothing fitted exactly, and these are the most similar. */
export const isClose = computed(() => found.value?.isClose === true);

/** What the list shows, with the way to each where the parent asked for it. */
export const places = computed(() => {
  const hospitals = narrowed.value;
  if (here.value && !found.value) return nearestFirst(hospitals, here.value);
  const ordered = found.value ? hospitals : favouritesFirst(hospitals, favourites.value);
  return ordered.map((hospital) => ({ hospital, metres: null }));
});

/** How many hospitals of the network each city has. */
export const cityCounts = computed(() => {
  const network = narrow(directory.value?.hospitals ?? [], NO_FILTERS, {
    plan: networkCard.value?.plan ?? '',
    favourites: [],
    isOpenNow: () => true,
  });
  return tally(network, ({ city }) => [city]);
});

/** Makes the search ready, a few rows whenever the page has nothing else to do. */
export function prepareSearch() {
  const preparing = search.peek();
  if (!preparing || preparing.isReady) return;
  const step = () => {
    if (search.peek() !== preparing) return;
    if (!preparing.prepare(STEP_ROWS)) return whenIdle(step);
    // Asked once in vain, the search is compiled before the first letter is typed.
    preparing.find('yiyuan');
    readySearch.value = preparing;
  };
  whenIdle(step);
}

/** @param {() => void} act Safari has no idle callback */
function whenIdle(act) {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act);
  else setTimeout(act, 30);
}
