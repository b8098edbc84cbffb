import { BLANK_CLAIM, totalFen } from './claim-form.js';
import { plainBankNumber, tidy, tidyFileName, typedAmount, typedFen } from './typed.js';

/** @typedef {import('./claims.js').ClaimForm} ClaimForm */
/** @typedef {import('./claims.js').TypedAccount} TypedAccount */
/** @typedef {{id: string, kind: string, name: string, size: number}} KeptDocument */

const ENDINGS = {
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/ofd': 'ofd',
};

/**
 * What `claims.open` says of a form in which nothing is left to mend. What is empty is left out:
 * the header has to fit through a weak signal.
 * @param {string} id of the claim
 * @param {ClaimForm} form
 * @param {KeptDocument[]} documents
 * @returns {Record<string, any>}
 */
export function openArgs(id, form, documents) {
  const { kind, follow_up, licensed, account } = form;
  return {
    claim: without({
      id,
      kind,
      hospital: tidy(form.hospital),
      hospital_id: form.hospital_id,
      department: tidy(form.department),
      visited_on: form.visited_on,
      discharged_on: kind === 'public_inpatient' ? form.discharged_on : null,
      diagnosis: tidy(form.diagnosis),
      note: form.note.trim(),
      total_fen: totalFen(form),
      invoices: form.invoices.map(({ number, amount, issued_on }) =>
        without({ number: tidy(number), amount_fen: typedFen(amount), issued_on }),
      ),
      internet: kind === 'internet' ? { follow_up, licensed } : null,
    }),
    ...(account ? { account: accountArgs(account) } : {}),
    documents: documents.map(documentArgs),
    agreed: true,
  };
}

/**
 * Announces a document. The name that `nameOf` gives a photo says nothing more than its kind.
 * @param {KeptDocument} document
 */
export function documentArgs({ id, kind, name, size }) {
  const filename = name.startsWith(`${kind}.`) ? '' : name;
  return without({ id, kind, filename, size });
}

/**
 * The form that a claim was sent with, to mend it.
 * @param {Record<string, any>} args of `claims.open`
 * @returns {ClaimForm}
 */
export function formOf({ claim, account }) {
  const { internet, invoices, total_fen, id, ...fields } = claim;
  return {
    ...BLANK_CLAIM,
    ...fields,
    discharged_on: claim.discharged_on ?? '',
    ...internet,
    invoices: invoices.map((/** @type {any} */ { number = '', amount_fen, issued_on = null }) => ({
      number,
      amount: typedAmount(amount_fen),
      issued_on,
    })),
    no_exam: true,
    account: account ? typedAccount(account) : null,
    agreed: true,
  };
}

/**
 * A name for a file: its own where it was chosen as a file, a plain one for a photo.
 * @param {string} kind
 * @param {{name?: string, type: string}} file
 */
export function nameOf(kind, { name = '', type }) {
  const ending = /** @type {Record<string, string>} */ (ENDINGS)[type] ?? 'jpg';
  const own = type.startsWith('image/') ? '' : tidyFileName(name);
  return own || `${kind}.${ending}`;
}

/** @param {TypedAccount} account */
function accountArgs({ id, isNew, holder, bank, number }) {
  if (!isNew) return { id };
  return { id, holder: tidy(holder), bank: tidy(bank), number: plainBankNumber(number) };
}

/** @param {{id: string, holder?: string, bank?: string, number?: string}} account */
function typedAccount({ id, holder = '', bank = '', number = '' }) {
  return { id, isNew: number !== '', holder, bank, number };
}

/**
 * @template {Record<string, unknown>} T
 * @param {T} fields
 */
function without(fields) {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== ''),
  );
}
