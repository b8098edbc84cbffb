import { day } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';
import { tidy, typedAmount } from '../../../lib/typed.js';
import { claims } from '../../../store/claims.js';

/** @typedef {import('../../../lib/claims.js').TypedInvoice} TypedInvoice */
/** @typedef {import('../../../lib/invoice-code.js').CodedInvoice} CodedInvoice */

/** An invoice of these may be claimed again. */
const OVER = ['withdrawn'];

/**
 * Where an invoice was claimed before, in words; '' where it wasn't.
 * @param {string} number as typed
 * @param {string} claimId the claim that is being filled in
 */
export function claimedBefore(number, claimId) {
  const asked = tidy(number);
  const other =
    asked &&
    claims.value.find(
      ({ id, status, invoices }) =>
        id !== claimId &&
        !OVER.includes(status) &&
        invoices.some((invoice) => tidy(invoice.number) === asked),
    );
  if (!other) return '';
  return t('claims.invoices.before', { day: day(other.visited_on), hospital: other.hospital });
}

/**
 * The invoices with those whose code was read: one that is there already gets what the code says,
 * a blank one is filled in, others are added.
 * @param {TypedInvoice[]} typed
 * @param {CodedInvoice[]} coded
 * @returns {TypedInvoice[]}
 */
export function withCoded(typed, coded) {
  return coded.reduce((all, { number, amount_fen, issued_on }) => {
    const known = all.findIndex((one) => tidy(one.number) === number);
    const blank = all.findIndex((one) => !one.number.trim() && !one.amount.trim());
    const place = known >= 0 ? known : blank >= 0 ? blank : all.length;
    const amount = amount_fen === null ? (all[place]?.amount ?? '') : typedAmount(amount_fen);
    const invoice = { number, amount, issued_on, from_code: true };
    return [...all.slice(0, place), invoice, ...all.slice(place + 1)];
  }, typed);
}
