import { useEffect, useMemo, useRef } from 'preact/hooks';
import { both } from '../../lib/labels.js';
import { drawnRows, favourites, filters } from './chosen.js';
import { HospitalRow } from './hospital-row.jsx';
import { networkCard } from './network.js';

/** @typedef {import('../../lib/hospital-list.js').Place} Place */
/** @typedef {import('../../lib/hospitals.js').Directory} Directory */

/** Half a screen: so many rows are added at a time, before they are reached. */
const BATCH = 3;
/** A screen's worth: so many are drawn with a keystroke. */
const FIRST = 2 * BATCH;
const AHEAD = '1200px';

/**
 * The rows in sight and a few screens more: each time their end comes near, a batch is added.
 *
 * @param {{places: Place[], directory: Directory}} props
 */
export function Rows({ places, directory }) {
  const count = Math.max(drawnRows.value, FIRST);
  const batches = useMemo(() => batchesOf(places), [places]);
  // Whoever comes back finds the place by the height of what is above it: that is laid out in full.
  const inFull = useMemo(() => count, []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: batches stand between the list and its items
    <div class="panel" role="list">
      {batches.slice(0, Math.ceil(count / BATCH)).map((batch, index) => (
        <div
          key={index}
          class={index * BATCH < inFull ? 'hosp__batch' : 'hosp__batch hosp__batch--near'}
        >
          <Batch batch={batch} directory={directory} />
        </div>
      ))}
      {count < places.length && <End key={count} onNear={() => drawMore(count)} />}
    </div>
  );
}

/**
 * Draws its rows only when they are others than before. A row is known by its place, not by its
 * hospital: to say something else is quicker than to be made anew, with every letter typed.
 *
 * @param {{batch: Place[], directory: Directory}} props
 */
function Batch({ batch, directory }) {
  const plan = networkCard.value?.plan ?? '';
  const hasOneCity = filters.value.city !== '';
  const marked = favourites.value;
  return useMemo(
    () =>
      batch.map(({ hospital, metres }, place) => (
        <HospitalRow
          key={place}
          hospital={hospital}
          directory={directory}
          metres={metres}
          plan={plan}
          city={hasOneCity ? '' : cityName(directory, hospital.city)}
          isFavourite={marked.includes(hospital.id)}
        />
      )),
    [batch, directory, plan, hasOneCity, marked],
  );
}

/** @param {{onNear: () => void}} props */
function End({ onNear }) {
  const end = useRef(/** @type {HTMLDivElement | null} */ (null));
  useEffect(() => {
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && onNear(),
      { rootMargin: AHEAD },
    );
    if (end.current) watcher.observe(end.current);
    return () => watcher.disconnect();
  }, []);
  return <div class="hosp__end" ref={end} />;
}

/** @param {number} count drawn so far */
function drawMore(count) {
  drawnRows.value = count + BATCH;
}

/** @param {Place[]} places */
function batchesOf(places) {
  const starts = Array.from({ length: Math.ceil(places.length / BATCH) }, (_, at) => at * BATCH);
  return starts.map((start) => places.slice(start, start + BATCH));
}

/** @param {Directory} directory @param {string} code */
function cityName({ cities }, code) {
  return both(cities.find((city) => city.code === code)?.name);
}
