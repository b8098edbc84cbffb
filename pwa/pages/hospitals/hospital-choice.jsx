import { useState } from 'preact/hooks';
import { Chip, Chips } from '../../components/chips.jsx';
import { Field } from '../../components/field.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { both, t } from '../../lib/labels.js';
import { search } from './chosen.js';

/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */
/** @typedef {{name: string, id: string | null}} Choice id: null for one that isn't on the list */

const MOST_SUGGESTED = 4;

/**
 * A hospital of the directory, one that was chosen before, or any other as typed.
 *
 * @param {{name: string, label: string, hint?: string, error?: string, choice: Choice,
 *   before?: Choice[], fits?: (hospital: Hospital) => boolean,
 *   onChoose: (choice: Choice) => void}} props before: offered as long as nothing is typed;
 *   fits: which of the directory are suggested
 */
export function HospitalChoice({ choice, before = [], fits, onChoose, ...field }) {
  const [isTyping, setTyping] = useState(false);
  const suggested = isTyping && !choice.id ? suggestionsFor(choice.name, fits) : [];
  const offered = choice.name ? [] : before;

  /** @param {Choice} chosen */
  function choose(chosen) {
    setTyping(false);
    onChoose(chosen);
  }

  return (
    <>
      <Field
        {...field}
        good={Boolean(choice.id)}
        maxLength={80}
        value={choice.name}
        onValue={(name) => {
          setTyping(true);
          onChoose({ name, id: null });
        }}
      />
      {offered.length > 0 && (
        <Chips label={t('claims.visit.recent')}>
          {offered.map((one) => (
            <Chip key={one.name} isOn={false} onPress={() => choose(one)}>
              {one.name}
            </Chip>
          ))}
        </Chips>
      )}
      {suggested.length > 0 && (
        <Panel label={t('claims.visit.suggested')}>
          {suggested.map((one) => (
            <Row key={one.id} icon="hospital" title={one.name} onClick={() => choose(one)} />
          ))}
        </Panel>
      )}
    </>
  );
}

/**
 * @param {string} typed
 * @param {(hospital: Hospital) => boolean} [fits]
 * @returns {Choice[]}
 */
function suggestionsFor(typed, fits = () => true) {
  const found = search.value?.find(typed);
  return (found?.hospitals ?? [])
    .filter(fits)
    .slice(0, MOST_SUGGESTED)
    .map(({ id, name }) => ({ id, name: both(name) }));
}
