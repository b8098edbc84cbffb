import { t } from '../../../lib/labels.js';
import { claims } from '../../../store/claims.js';
import { HospitalChoice } from '../../hospitals/hospital-choice.jsx';

/** @typedef {import('./wizard.jsx').Filler} Filler */

const MOST_RECENT = 3;

/**
 * Where the visit was.
 *
 * @param {{filler: Filler}} props
 */
export function HospitalField({ filler: { form, says, change } }) {
  return (
    <HospitalChoice
      name="claim.hospital"
      label={t('claims.visit.hospital')}
      hint={t('claims.visit.hospital_hint')}
      error={says['claim.hospital']}
      choice={{ name: form.hospital, id: form.hospital_id }}
      before={recentOnes()}
      onChoose={({ name, id }) => change({ hospital: name, hospital_id: id })}
    />
  );
}

/** Where the family has been. */
function recentOnes() {
  const byName = new Map(
    claims.value.map(({ hospital, hospital_id }) => [
      hospital,
      { name: hospital, id: hospital_id },
    ]),
  );
  return [...byName.values()].slice(0, MOST_RECENT);
}
