import { fullDate } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';

/**
 * A problem of the form in words; its days as people say them.
 * @param {import('../../../lib/rows.js').Problem} problem
 */
export function problemWords({ key, params }) {
  const spoken = Object.entries(params).map(([name, value]) => [
    name,
    /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? fullDate(String(value)) : value,
  ]);
  return t(key, Object.fromEntries(spoken));
}
