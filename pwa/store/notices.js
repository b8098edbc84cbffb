import { computed } from '@preact/signals';
import { both } from '../lib/labels.js';
import { unreadOf } from '../lib/notice-list.js';
import { local, operator } from './queries.js';
import { notices } from './static.js';

/** Which version of each notice was read on this phone. */
export const readVersions = computed(
  () =>
    /** @type {import('../lib/notices.js').ReadVersions} */ (local.value.get('read_notices') ?? {}),
);

/** The important notices that wait to be read; none while the file isn't here yet. */
export const unreadNotices = computed(() =>
  unreadOf(notices.value?.sections ?? [], readVersions.value),
);

/** What the slots of a text hold, in the language on screen. */
export const slotWords = computed(() => {
  const { hotline, hotline_hours, claims_email, complaints_email } = operator.value;
  return {
    hotline,
    hotline_hours: both(hotline_hours),
    claims_email,
    complaints_email: complaints_email ?? claims_email,
  };
});
