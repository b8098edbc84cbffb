import { useState } from 'preact/hooks';
import { Chip, Chips } from '../../../components/chips.jsx';
import { Field } from '../../../components/field.jsx';
import { Panel, Row } from '../../../components/panel.jsx';
import { both, t } from '../../../lib/labels.js';
import { claims } from '../../../store/claims.js';
import { search } from '../../hospitals/chosen.js';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {{name: string, id: string | null}} Choice */

const MOST_SUGGESTED = 4;
const MOST_RECENT = 3;

/**
 * A hospital from the directory, one of an earlier claim, or any other as typed.
 *
 * @param {{filler: Filler}} props
 */
export function HospitalField({ filler: { form, says, change } }) {
  const [isTyping, setTyping] = useState(false);
  const suggested = isTyping && !form.hospital_id ? suggestionsFor(form.hospital) : [];
  const recent = form.hospital ? [] : recentOnes();

  /** @param {Choice} choice */
  function choose({ name, id }) {
    setTyping(false);
    change({ hospital: name, hospital_id: id });
  }

  return (
    <>
      <Field
        name="claim.hospital"
        label={t('claims.visit.hospital')}
        hint={t('claims.visit.hospital_hint')}
        error={says['claim.hospital']}
        good={Boolean(form.hospital_id)}
        maxLength={80}
        value={form.hospital}
        onValue={(hospital) => {
          setTyping(true);
          change({ hospital, hospital_id: null });
        }}
      />
      {recent.length > 0 && (
        <Chips label={t('claims.visit.recent')}>
          {recent.map((choice) => (
            <Chip key={choice.name} isOn={false} onPress={() => choose(choice)}>
              {choice.name}
            </Chip>
          ))}
        </Chips>
      )}
      {suggested.length > 0 && (
        <Panel label={t('claims.visit.suggested')}>
          {suggested.map((choice) => (
            <Row
              key={choice.id}
              icon="hospital"
              title={choice.name}
              onClick={() => choose(choice)}
            />
          ))}
        </Panel>
      )}
    </>
  );
}

/**
 * @param {string} typed
 * @returns {Choice[]}
 */
function suggestionsFor(typed) {
  const found = search.value?.find(typed);
  return (found?.hospitals ?? [])
    .slice(0, MOST_SUGGESTED)
    .map(({ id, name }) => ({ id, name: both(name) }));
}

/** Where the family has been. @returns {Choice[]} */
function recentOnes() {
  const byName = new Map(
    claims.value.map(({ hospital, hospital_id }) => [
      hospital,
      { name: hospital, id: hospital_id },
    ]),
  );
  return [...byName.values()].slice(0, MOST_RECENT);
}
