import { useEffect, useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button, TextButton } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Screen } from '../../components/screen.jsx';
import { SearchField } from '../../components/search-field.jsx';
import { day } from '../../lib/format.js';
import { NO_FILTERS } from '../../lib/hospital-list.js';
import { t } from '../../lib/labels.js';
import { ready } from '../../store/queries.js';
import { hospitals, want } from '../../store/static.js';
import { Awaited } from '../awaited.jsx';
import { ask, isClose, places, prepareSearch, query, setFilters, startOver } from './chosen.js';
import { FilterChips } from './filter-chips.jsx';
import { FilterSheet } from './filter-sheet.jsx';
import { Rows } from './rows.jsx';
import { AskFirst, SampleBanner } from './sample.jsx';
import { asking, findHere, forgetHere, here } from './whereabouts.js';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('./filter-chips.jsx').FilterName} FilterName */

/** The covered hospitals, to search, narrow and call; readable without a card too. */
export default function Hospitals() {
  const [part, setPart] = useState(/** @type {FilterName | null} */ (null));
  // Favourites come first: the list waits for them, so that it doesn't jump.
  const directory = ready.value ? hospitals.value : null;
  useEffect(() => want('hospitals'), []);
  useEffect(prepareSearch, [directory]);
  return (
    <Screen
      title={t('hospitals.title')}
      tab="hospitals"
      class="page--hosp"
      sheet={
        directory &&
        part && <FilterSheet directory={directory} part={part} onClose={() => setPart(null)} />
      }
    >
      {directory ? (
        <List directory={directory} onFilter={setPart} />
      ) : (
        <Awaited file="hospitals" rows={6} />
      )}
    </Screen>
  );
}

/** @param {{directory: Directory, onFilter: (part: FilterName) => void}} props */
function List({ directory, onFilter }) {
  const found = places.value;
  return (
    <>
      {directory.is_sample ? <SampleBanner directory={directory} /> : <AskFirst />}
      <SearchField
        label={t('hospitals.search.label')}
        placeholder={t('hospitals.search.placeholder')}
        value={query.value}
        onValue={ask}
      />
      <FilterChips directory={directory} onOpen={onFilter} />
      <Count directory={directory} count={found.length} />
      {found.length > 0 ? <Rows places={found} directory={directory} /> : <Nothing />}
      <Foot directory={directory} />
    </>
  );
}

/** How many, in which order. @param {{directory: Directory, count: number}} props */
function Count({ directory, count }) {
  const isNear = here.value !== null;
  const order = query.value.trim() ? 'best' : isNear ? 'near' : 'city';
  const isPlaced = directory.hospitals.some(({ position }) => position);
  return (
    <>
      <div class="sect__head sect__head--c">
        <div role="status">
          <h2>
            {t('hospitals.count', { count })}
            {count > 1 && t(`hospitals.order.${isClose.value ? 'close' : order}`)}
          </h2>
        </div>
        {isPlaced && (
          <TextButton
            icon={isNear ? 'sliders' : 'pin'}
            disabled={asking.value === 'asking'}
            onClick={() => {
              startOver();
              (isNear ? forgetHere : findHere)();
            }}
          >
            {t(isNear ? 'hospitals.near.by_city' : 'hospitals.near.button')}
          </TextButton>
        )}
      </div>
      {asking.value && <Note icon="pin" text={t(`hospitals.near.${asking.value}`)} />}
    </>
  );
}

function Nothing() {
  return (
    <Blank
      art="search"
      title={t('hospitals.none.title')}
      text={t('hospitals.none.text')}
      action={
        <Button kind="soft" onClick={clear}>
          {t('hospitals.none.button')}
        </Button>
      }
    />
  );
}

/** @param {{directory: Directory}} props */
function Foot({ directory }) {
  const words = here.value ? 'hospitals.kept_near' : 'hospitals.kept';
  return (
    <>
      <AskFirst />
      <Note icon="disk" text={t(words, { day: day(directory.checked_on) })} />
    </>
  );
}

function clear() {
  ask('');
  setFilters(NO_FILTERS);
}
