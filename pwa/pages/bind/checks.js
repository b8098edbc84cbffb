import { checkIdNumber, tidyIdNumber } from '../../lib/identity.js';
import { checkPhone, toE164 } from '../../lib/phone.js';

/** @typedef {import('../../lib/rows.js').Problem} Problem */
/** @typedef {'child_name' | 'policy_last4' | 'id_number' | 'birthday' | 'phone'} Field */

/**
 * What is typed so far, as typed.
 * @typedef {{kind: 'individual' | 'group', child_name: string, policy_last4: string,
 *   id_type: string, id_number: string, birthday: string, region: string, phone: string}} Typed
 */

const NAME_LENGTH = 60;
const EARLIEST_BIRTHDAY = '1990-01-01';

/** @type {Record<'individual' | 'group', Field[]>} The order in which the fields are asked for. */
export const FIELDS = {
  individual: ['child_name', 'policy_last4', 'id_number', 'birthday', 'phone'],
  group: ['policy_last4', 'child_name', 'id_number', 'birthday', 'phone'],
};

/** @type {Record<Field, (typed: Typed, today: string) => Problem | null>} */
const CHECKS = {
  child_name: ({ child_name }) => checkName(child_name),
  policy_last4: ({ policy_last4 }) => checkLast4(policy_last4),
  id_number: (typed, today) =>
    missing(typed.id_number, 'id_missing') ?? checkIdNumber(typed.id_type, typed.id_number, today),
  birthday: ({ birthday }, today) => checkBirthday(birthday, today),
  phone: ({ region, phone }) => missing(phone, 'phone_missing') ?? checkPhone(region, phone),
};

/**
 * What is still wrong with one field, in the order a person would fix it.
 * @param {Field} field
 * @param {Typed} typed
 * @param {string} today ISO date
 * @returns {Problem | null}
 */
export function checkField(field, typed, today) {
  return CHECKS[field](typed, today);
}

/**
 * The fields that stop the form, in the order they are asked for.
 * @param {Typed} typed
 * @param {string} today ISO date
 */
export function fieldsToFix(typed, today) {
  return FIELDS[typed.kind].filter((field) => checkField(field, typed, today));
}

/**
 * A birthday typed in any order-by-year way: 20230109, 2023-1-9, 2023年1月9日.
 * @param {string} text
 * @returns {string | null} ISO date; null: not a whole date, or no such day
 */
export function birthdayOf(text) {
  const parts = dateParts(text);
  if (!parts) return null;
  const on = `${parts[0]}-${parts[1]}-${parts[2]}`;
  const moment = new Date(`${on}T00:00:00Z`);
  // Date moves 31 April to 1 May instead of refusing it.
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(on) ? on : null;
}

/**
 * The body of POST /api/bind/code without the consents; every field must have passed.
 * @param {Typed} typed
 */
export function toRequest(typed) {
  return {
    kind: typed.kind,
    child_name: tidyName(typed.child_name),
    policy_last4: narrow(typed.policy_last4),
    id_type: typed.id_type,
    id_number: tidyIdNumber(typed.id_number),
    birthday: birthdayOf(typed.birthday) ?? '',
    phone: toE164(typed.region, typed.phone) ?? '',
  };
}

/** @param {string} text */
function checkName(text) {
  const name = tidyName(text);
  if (name.length > NAME_LENGTH) return problem('name_long');
  return missing(name, 'name_missing');
}

/** @param {string} text */
function checkLast4(text) {
  const digits = narrow(text);
  if (!digits) return problem('digits_missing');
  if (!/^\d+$/.test(digits)) return problem('digits_only');
  return wrongLength(digits, 4);
}

/**
 * @param {string} text
 * @param {string} today
 */
function checkBirthday(text, today) {
  const digits = narrow(text).replace(/\D/g, '');
  if (!digits) return problem('birthday_missing');
  if (!dateParts(text)) return wrongLength(digits, 8) ?? problem('birthday_none');
  const on = birthdayOf(text);
  if (!on) return problem('birthday_none');
  if (on > today) return problem('birthday_future');
  return on < EARLIEST_BIRTHDAY ? problem('birthday_old') : null;
}

/**
 * @param {string} digits
 * @param {number} total
 */
function wrongLength(digits, total) {
  const count = digits.length - total;
  if (count < 0) return problem('digits_short', { count: -count, total });
  return count > 0 ? problem('digits_long', { count, total }) : null;
}

/**
 * Year, month and day with two digits each, or null when the text has no such parts.
 * @param {string} text
 */
function dateParts(text) {
  const plain = narrow(text);
  const split =
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/.exec(plain);
  return split ? split.slice(1).map((part) => part.padStart(2, '0')) : null;
}

/**
 * @param {string} text
 * @param {string} key
 */
function missing(text, key) {
  return narrow(text) ? null : problem(key);
}

/** @param {string} text */
function tidyName(text) {
  return text.trim().replace(/\s+/g, ' ');
}

/** @param {string} text full-width digits narrowed, without spaces */
function narrow(text) {
  return text.normalize('NFKC').replace(/\s/g, '');
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} [params]
 * @returns {Problem}
 */
function problem(name, params = {}) {
  return { key: `bind.problem.${name}`, params };
}
