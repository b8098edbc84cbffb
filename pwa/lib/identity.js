/** @typedef {import('./rows.js').Problem} Problem */

/** ID documents a policy may have been bought with; the label is `identity.types.<code>`. */
export const idTypes = /** @type {const} */ ([
  'mainland_id',
  'passport',
  'hk_macau_permit',
  'taiwan_permit',
  'birth_certificate',
]);

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/**
 * An ID number as it is sent: full-width characters narrowed, without spaces, in capitals.
 * @param {string} text
 */
export function tidyIdNumber(text) {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}

/**
 * Whether a mainland ID number keeps its rule (GB 11643-1999: region, birth date, order, check
 * character by ISO 7064 MOD 11-2).
 * @param {string} text as typed
 * @param {string} today ISO date: nobody is born later
 * @returns {Problem | null} null: it does
 */
export function checkMainlandId(text, today) {
  const number = tidyIdNumber(text);
  if (!/^\d*X?$/.test(number) || number.indexOf('X') % 17 > 0) {
    return { key: 'identity.only_digits', params: {} };
  }
  const missing = 18 - number.length;
  if (missing > 0) return { key: 'identity.too_short', params: { count: missing } };
  if (missing < 0) return { key: 'identity.too_long', params: { count: -missing } };
  if (!isPastDate(number.slice(6, 14), today)) return { key: 'identity.birth_date', params: {} };
  if (checkCharacter(number) !== number[17]) return { key: 'identity.check_digit', params: {} };
  return null;
}

/**
 * A light look at any document's number; the server is the judge.
 * @param {string} type one of idTypes
 * @param {string} text as typed
 * @param {string} today ISO date
 * @returns {Problem | null}
 */
export function checkIdNumber(type, text, today) {
  if (type === 'mainland_id') return checkMainlandId(text, today);
  const number = tidyIdNumber(text);
  if (!/^[A-Z0-9()/-]*$/.test(number)) return { key: 'identity.only_letters_digits', params: {} };
  return number.length < 5 ? { key: 'identity.looks_short', params: {} } : null;
}

/** @param {string} number 18 characters */
function checkCharacter(number) {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0);
  return CHECK_CHARACTERS[sum % 11];
}

/**
 * @param {string} digits YYYYMMDD
 * @param {string} today ISO date
 */
function isPastDate(digits, today) {
  const on = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const moment = new Date(`${on}T00:00:00Z`);
  if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== on) return false;
  return on >= '1850-01-01' && on <= today;
}
