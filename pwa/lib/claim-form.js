import { keepsLuhn, MOST_FEN, plainBankNumber, tidy, typedFen } from './typed.js';

/** @typedef {import('./claims.js').ClaimForm} ClaimForm */
/** @typedef {import('./claims.js').TypedAccount} TypedAccount */
/** @typedef {import('./rows.js').Problem} Problem */
/** @typedef {{starts_on: string, ends_on: string}} Period of the policy, both days included */
/**
 * Something to mend. `field` is the path that the server names it by.
 * @typedef {{field: string, problem: Problem}} ToMend
 */

export const CLAIM_KINDS = /** @type {const} */ ([
  'public_outpatient',
  'public_inpatient',
  'internet',
  'private_paid',
]);

/** @type {ClaimForm} */
export const BLANK_CLAIM = {
  kind: '',
  follow_up: null,
  licensed: null,
  hospital: '',
  hospital_id: null,
  department: '',
  visited_on: '',
  discharged_on: '',
  diagnosis: '',
  note: '',
  invoices: [{ number: '', amount: '', issued_on: null }],
  no_exam: false,
  account: null,
  strokes: [],
  signed_name: '',
  accepted: [],
  agreed: false,
};

/**
 * What a step still lacks, in the order of the page.
 * @param {1 | 2 | 3 | 4} step documents are no field: the third step never stops anybody
 * @param {ClaimForm} form
 * @param {Period} period
 * @param {string} today ISO date in China
 * @returns {ToMend[]}
 */
export function toMend(step, form, period, today) {
  if (step === 1) return kindToMend(form);
  if (step === 2) return visitToMend(form, period, today);
  return step === 4 && form.account ? accountToMend(form.account) : [];
}

/**
 * The conditions of an internet claim that aren't met, as the family says (manual, chapter 9).
 * @param {ClaimForm} form
 * @returns {('follow_up' | 'licensed')[]}
 */
export function unmetConditions({ kind, follow_up, licensed }) {
  if (kind !== 'internet') return [];
  /** @type {('follow_up' | 'licensed')[]} */
  const unmet = [];
  if (follow_up === false) unmet.push('follow_up');
  if (licensed === false) unmet.push('licensed');
  return unmet;
}

/**
 * What all invoices with an amount add up to.
 * @param {ClaimForm} form
 * @returns {number} fen
 */
export function totalFen({ invoices }) {
  return invoices.reduce((sum, { amount }) => sum + (typedFen(amount) ?? 0), 0);
}

/**
 * @param {ClaimForm} form
 * @returns {ToMend[]}
 */
function kindToMend({ kind, follow_up, licensed }) {
  if (!kind) return [mend('claim.kind', 'kind_missing')];
  const isAnswered = kind !== 'internet' || (follow_up !== null && licensed !== null);
  return isAnswered ? [] : [mend('claim.internet', 'internet_missing')];
}

/**
 * @param {ClaimForm} form
 * @param {Period} period
 * @param {string} today
 * @returns {ToMend[]}
 */
function visitToMend(form, period, today) {
  return [
    ...lengthToMend('claim.hospital', form.hospital, 'hospital', 80),
    ...dayToMend('claim.visited_on', form.visited_on, period, today),
    ...(form.kind === 'public_inpatient' ? dischargeToMend(form, today) : []),
    ...lengthToMend('claim.diagnosis', form.diagnosis, 'diagnosis', 200),
    ...form.invoices.flatMap(invoiceToMend),
    ...repeatsToMend(form),
  ];
}

/**
 * @param {string} field
 * @param {string} text
 * @param {string} name
 * @param {number} most characters
 * @returns {ToMend[]}
 */
function lengthToMend(field, text, name, most) {
  const { length } = tidy(text);
  if (length === 0) return [mend(field, `${name}_missing`)];
  return length > most ? [mend(field, 'too_long', { count: length - most })] : [];
}

/**
 * @param {string} field
 * @param {string} on
 * @param {Period} period
 * @param {string} today
 * @returns {ToMend[]}
 */
function dayToMend(field, on, { starts_on, ends_on }, today) {
  if (!on) return [mend(field, 'day_missing')];
  if (on > today) return [mend(field, 'day_future')];
  const isCovered = starts_on <= on && on <= ends_on;
  return isCovered ? [] : [mend(field, 'day_outside', { from: starts_on, to: ends_on })];
}

/**
 * @param {ClaimForm} form
 * @param {string} today
 * @returns {ToMend[]}
 */
function dischargeToMend({ visited_on, discharged_on }, today) {
  const field = 'claim.discharged_on';
  if (!discharged_on) return [mend(field, 'discharge_missing')];
  if (discharged_on > today) return [mend(field, 'day_future')];
  return visited_on && discharged_on < visited_on ? [mend(field, 'discharge_early')] : [];
}

/**
 * @param {{amount: string, number: string}} invoice
 * @param {number} place
 * @returns {ToMend[]}
 */
function invoiceToMend({ amount, number }, place) {
  const path = `claim.invoices.${place}`;
  const fen = typedFen(amount);
  const isLong = tidy(number).length > 40;
  const long = isLong ? [mend(`${path}.number`, 'number_long')] : [];
  if (!amount.trim()) return [mend(`${path}.amount_fen`, 'amount_missing'), ...long];
  if (fen === null) return [mend(`${path}.amount_fen`, 'amount_none'), ...long];
  if (fen === 0) return [mend(`${path}.amount_fen`, 'amount_zero'), ...long];
  return fen > MOST_FEN ? [mend(`${path}.amount_fen`, 'amount_large'), ...long] : long;
}

/**
 * One invoice is one invoice, however often it was written down.
 * @param {ClaimForm} form
 * @returns {ToMend[]}
 */
function repeatsToMend({ invoices }) {
  const numbers = invoices.map(({ number }) => tidy(number));
  return numbers.flatMap((number, place) =>
    number && numbers.indexOf(number) < place
      ? [mend(`claim.invoices.${place}.number`, 'number_twice')]
      : [],
  );
}

/**
 * What is wrong with a new account; one that is known has been looked at before.
 * @param {TypedAccount} account
 * @returns {ToMend[]}
 */
export function accountToMend({ isNew, holder, bank, number }) {
  if (!isNew) return [];
  return [
    ...lengthToMend('account.holder', holder, 'holder', 60),
    ...lengthToMend('account.bank', bank, 'bank', 60),
    ...bankNumberToMend(plainBankNumber(number)),
  ];
}

/**
 * @param {string} digits
 * @returns {ToMend[]}
 */
function bankNumberToMend(digits) {
  const field = 'account.number';
  if (!digits) return [mend(field, 'bank_number_missing')];
  if (!/^\d+$/.test(digits)) return [mend(field, 'bank_number_digits')];
  if (digits.length < 13) return [mend(field, 'bank_number_short', { count: digits.length })];
  if (digits.length > 19) return [mend(field, 'bank_number_long', { count: digits.length })];
  return keepsLuhn(digits) ? [] : [mend(field, 'bank_number_check')];
}

/**
 * @param {string} field
 * @param {string} name
 * @param {Record<string, string | number>} [params]
 * @returns {ToMend}
 */
function mend(field, name, params = {}) {
  return { field, problem: { key: `claims.problem.${name}`, params } };
}
