import { signal } from '@preact/signals';

/** @typedef {import('../lib/rows.js').Plan} Plan */
/** @typedef {import('../lib/rows.js').Operator} Operator */
/** @typedef {import('../lib/rows.js').Consents} Consents */

const unknown = { zh: '', en: '' };

/** Plans by code; empty until the file has been read. */
export const plans = signal(/** @type {Record<string, Plan>} */ ({}));
/** Who to call; blank until the file has been read. */
export const operator = signal(
  /** @type {Operator} */ ({
    name: unknown,
    hotline: '',
    hotline_hours: unknown,
    claims_email: '',
  }),
);
/** The current consent texts; null until the file has been read. */
export const consents = signal(/** @type {Consents | null} */ (null));

/**
 * Takes a static data file that main.jsx had read.
 * @param {string} name
 * @param {any} content
 */
export function takeStatic(name, content) {
  if (name === 'plans') plans.value = content.plans;
  if (name === 'operator') operator.value = content;
  if (name === 'consents') consents.value = content;
}
