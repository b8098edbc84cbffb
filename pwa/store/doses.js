import { computed } from '@preact/signals';
import { doseOverlays } from '../lib/dose-form.js';
import { overlaid, showIn } from './outbox.js';
import { cards, doseRows } from './queries.js';

/** @typedef {import('../lib/rows.js').Vaccination} Vaccination */

for (const overlay of doseOverlays) showIn(...overlay);

/** Every dose that the family recorded, the latest first, with what is still to be sent. */
export const doses = computed(() =>
  [.../** @type {Vaccination[]} */ (overlaid('vaccinations', doseRows.value))].sort((one, other) =>
    one.given_on < other.given_on ? 1 : -1,
  ),
);

/** @param {string} childId under all of its policies */
export function dosesOfChild(childId) {
  const own = cards.value.filter((card) => card.child_id === childId).map(({ id }) => id);
  return doses.value.filter(({ policy_id }) => own.includes(policy_id));
}

/** @param {string} id */
export function recordedDose(id) {
  return doses.value.find((dose) => dose.id === id);
}

/** Where doses were given before, the latest first. */
export function places() {
  return [...new Set(doses.value.map(({ place }) => place).filter(Boolean))];
}
