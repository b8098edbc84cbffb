import { computed } from '@preact/signals';
import { local, ready } from './queries.js';
import { consents } from './static.js';

/** @typedef {'loading' | 'ask' | 'agreed' | 'refused'} ConsentState */

/**
 * Where this phone stands with the texts of today: a new version of either asks again. While it
 * says 'refused', nothing is pulled.
 */
export const consentState = computed(() => {
  const current = consents.value;
  if (!current || !ready.value) return /** @type {ConsentState} */ ('loading');
  const answered = local.value.get('consents');
  const isCurrent =
    answered?.privacy_version === current.privacy.version &&
    answered?.guardian_version === current.guardian.version;
  if (!isCurrent) return 'ask';
  return answered.refused ? 'refused' : 'agreed';
});
