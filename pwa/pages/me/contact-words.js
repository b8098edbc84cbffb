import { now, todayInChina } from '../../lib/clock.js';
import { asOf, dayName } from '../../lib/format.js';
import { t } from '../../lib/labels.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const JUST_NOW_MS = 5 * 60 * 1000;
const STALE_MS = 7 * DAY_MS;
/** After this a phone puts its card away by itself (SECURITY: offline lease of 30 days). */
const AWAY_MS = 30 * DAY_MS;

/**
 * When a phone was last in contact, and what that means for its card.
 * @param {{last_contact_at: string | null}} phone
 */
export function contactWords({ last_contact_at }) {
  if (!last_contact_at) return t('phones.never');
  const age = now() - Date.parse(last_contact_at);
  const day = dayName(todayInChina(Date.parse(last_contact_at)));
  if (age < JUST_NOW_MS) return t('phones.just_now');
  if (age < STALE_MS) return t('phones.contact', { at: asOf(last_contact_at) });
  return t(age < AWAY_MS ? 'phones.stale' : 'phones.away', { day });
}
