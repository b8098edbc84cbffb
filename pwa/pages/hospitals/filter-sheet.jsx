import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../components/button.jsx';
import { Chip, Chips } from '../../components/chips.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { NO_FILTERS } from '../../lib/hospital-list.js';
import { both, t } from '../../lib/labels.js';
import { labelOf } from '../wallet.js';
import { cityCounts, filters, places, setFilters, startOver } from './chosen.js';
import { chooseCard, networkCard, networkCards } from './network.js';
import { SampleBanner } from './sample.jsx';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('./filter-chips.jsx').FilterName} FilterName */
/** @typedef {{value: string, label: string}} Option */

/** What stays free above the part that is shown first. */
const GAP = 12;
const KINDS = /** @type {const} */ (['private', 'public', 'designated']);

/**
 * All filters; each press narrows the list behind at once.
 *
 * @param {{directory: Directory, part: FilterName, onClose: () => void}} props part: shown first
 */
export function FilterSheet({ directory, part, onClose }) {
  const count = places.value.length;
  return (
    <Sheet
      title={t('hospitals.filter.title')}
      onClose={onClose}
      foot={
        <div class="filters__f">
          <Button kind="line" onClick={() => setFilters(NO_FILTERS)}>
            {t('hospitals.filter.clear')}
          </Button>
          <Button onClick={() => history.back()}>{t('hospitals.filter.show', { count })}</Button>
        </div>
      }
    >
      <SampleBanner directory={directory} />
      <Whose part={part} />
      <Places directory={directory} part={part} />
      <Offers directory={directory} part={part} />
    </Sheet>
  );
}

/** @param {{part: FilterName}} props */
function Whose({ part }) {
  const cards = networkCards.value;
  if (cards.length === 0) return null;
  const options = cards.map((card) => ({ value: card.id, label: labelOf(card, cards) }));
  options.push({ value: 'all', label: t('hospitals.filter.whole_list') });
  return (
    <Part
      name="whose"
      first={part}
      options={options}
      isOn={(id) => id === (networkCard.value?.id ?? 'all')}
      onPress={(id) => {
        chooseCard(id);
        startOver();
      }}
    />
  );
}

/** @param {{directory: Directory, part: FilterName}} props */
function Places({ directory, part }) {
  const counts = cityCounts.value;
  const cities = directory.cities.filter(({ code }) => counts.has(code));
  return (
    <Part
      name="city"
      first={part}
      options={cities.map(({ code, name }) => ({
        value: code,
        label: `${both(name)} ${counts.get(code)}`,
      }))}
      isOn={(code) => filters.value.city === code}
      onPress={(code) => setFilters({ city: filters.value.city === code ? '' : code })}
    />
  );
}

/** @param {{directory: Directory, part: FilterName}} props */
function Offers({ directory, part }) {
  const { department, services, kind } = filters.value;
  return (
    <>
      <Part
        name="department"
        first={part}
        options={named(directory.departments)}
        isOn={(code) => code === department}
        onPress={(code) => setFilters({ department: code === department ? '' : code })}
      />
      <Part
        name="services"
        aside={t('hospitals.filter.several')}
        first={part}
        options={named(directory.services)}
        isOn={(code) => services.includes(code)}
        onPress={(code) => setFilters({ services: toggled(services, code) })}
      />
      <Part
        name="kind"
        first={part}
        options={KINDS.filter((one) => one !== 'designated' || hasDesignated(directory)).map(
          (value) => ({ value, label: t(`hospitals.kinds.${value}`) }),
        )}
        isOn={(value) => value === kind}
        onPress={(value) =>
          setFilters({ kind: value === kind ? '' : /** @type {typeof kind} */ (value) })
        }
      />
    </>
  );
}

/**
 * @param {{name: FilterName, first: FilterName, aside?: string, options: Option[],
 *   isOn: (value: string) => boolean, onPress: (value: string) => void}} props
 */
function Part({ name, first, aside, options, isOn, onPress }) {
  const part = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // By hand: scrollIntoView would move the page behind as well.
    const sheet = part.current?.closest('.sheet');
    if (name === first && part.current && sheet) sheet.scrollTop = part.current.offsetTop - GAP;
  }, []);
  if (options.length === 0) return null;
  return (
    <section class="sect filters__p" ref={part}>
      <div class="sect__head">
        <h3>{t(`hospitals.filter.${name}`)}</h3>
        {aside && <p class="cap">{aside}</p>}
      </div>
      <Chips label={t(`hospitals.filter.${name}`)}>
        {options.map(({ value, label }) => (
          <Chip key={value} isOn={isOn(value)} onPress={() => onPress(value)}>
            {label}
          </Chip>
        ))}
      </Chips>
    </section>
  );
}

/** @param {import('../../lib/hospitals.js').Named[]} vocabulary */
function named(vocabulary) {
  return vocabulary.map(({ code, name }) => ({ value: code, label: both(name) }));
}

/** @param {string[]} chosen @param {string} code */
function toggled(chosen, code) {
  return chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
}

/** @param {Directory} directory */
function hasDesignated({ hospitals }) {
  return hospitals.some((hospital) => hospital.designated_inpatient);
}
