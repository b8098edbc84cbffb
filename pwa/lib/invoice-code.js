/**
 * What the QR of an invoice says. `amount_fen` null: the code carries no total that may be used.
 * @typedef {{number: string, amount_fen: number | null, issued_on: string}} CodedInvoice
 */

/** Kinds whose amount is the total with tax; for all others it is without, so it is not taken. */
const WITH_TAX = ['31', '32'];

/**
 * Reads the QR of a Chinese invoice. Two forms are known, both fields between commas:
 * tax invoices `01,<kind>,<code>,<number>,<amount>,<YYYYMMDD>,<check>,<crc>`, whose code is empty
 * since numbers have 20 digits; and the medical bills of public hospitals (fiscal e-bills)
 * `CZ-…,<version>,<code>,<number>,<check>,<YYYYMMDD>,<amount>`. Anything else, also a link, is
 * left alone: nothing is guessed.
 * @param {string} text
 * @returns {CodedInvoice | null}
 */
export function readInvoiceCode(text) {
  const fields = text.trim().split(',');
  if (fields[0] === '01') return taxInvoice(fields);
  return fields[0]?.startsWith('CZ-') ? fiscalBill(fields) : null;
}

/** @param {string[]} fields */
function taxInvoice([, kind = '', code = '', number = '', amount = '', date = '']) {
  const isKnown = /^\d{2}$/.test(kind) && /^(\d{10}|\d{12})?$/.test(code);
  const isWhole = code ? /^\d{8}$/.test(number) : /^\d{20}$/.test(number);
  const fen = fenOf(amount);
  const issued_on = dayOf(date);
  if (!isKnown || !isWhole || fen === null || !issued_on) return null;
  return { number, amount_fen: WITH_TAX.includes(kind) ? fen : null, issued_on };
}

/** @param {string[]} fields */
function fiscalBill([, , code = '', number = '', , date = '', amount = '']) {
  const amount_fen = fenOf(amount);
  const issued_on = dayOf(date);
  const isWhole = /^\d{8}$/.test(code) && /^\d{10}$/.test(number);
  return isWhole && amount_fen !== null && issued_on ? { number, amount_fen, issued_on } : null;
}

/**
 * Yuan with up to two decimals, above zero; text and not a float, so that no fen is lost.
 * @param {string} amount
 * @returns {number | null}
 */
function fenOf(amount) {
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(amount);
  if (!parts) return null;
  const fen = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  return fen > 0 ? fen : null;
}

/**
 * @param {string} date YYYYMMDD
 * @returns {string | null} ISO date; null: no such day
 */
function dayOf(date) {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  if (!parts) return null;
  const on = parts.slice(1).join('-');
  const moment = new Date(`${on}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(on) ? on : null;
}
