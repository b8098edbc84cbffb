import { useState } from 'preact/hooks';
import { beginPayment, intendPayment, noteAtCashier } from '../../actions/payments.js';
import { refreshNow } from '../../actions/refresh.js';
import { NoSignal, NotKept, Refused } from '../../lib/outcome.js';
import { codeToScan } from '../../store/payments.js';

/** @typedef {import('../../lib/rows.js').Bill} Bill */
/**
 * What stands in the way, in words of ours by `code`, or the server's own.
 * @typedef {{code: string, phone?: string | null, message?: string, hint?: string}} Said
 */

/**
 * The tap on 支付: with signal it leads to where the money is taken, without it is kept.
 * @param {Bill} bill
 * @param {{keeps?: boolean}} [options] keeps: a tap without signal is stored
 */
export function usePay(bill, { keeps = true } = {}) {
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState(/** @type {Said | undefined} */ (undefined));

  /** @param {'open' | 'scan'} kind */
  async function pay(kind) {
    setBusy(true);
    setSaid(undefined);
    try {
      const { quote, checkout } = await beginPayment(bill, kind);
      if (checkout) return await leaveFor(bill, checkout);
      setSaid({ code: quote.answer, phone: quote.phone });
      // The row says the rest: what is owed now, who pays, that it is paid.
      await refreshNow();
    } catch (error) {
      setSaid(await afterwards(error, keeps ? bill : null));
    } finally {
      setBusy(false);
    }
  }

  return { pay, isBusy, said };
}

/**
 * What is said of a tap that led nowhere; nothing where it was kept.
 * @param {unknown} error
 * @param {Bill | null} bill whose tap is kept without signal
 * @returns {Promise<Said | undefined>}
 */
async function afterwards(error, bill) {
  if (error instanceof Refused) return error;
  if (!(error instanceof NoSignal)) throw error;
  try {
    if (bill) return void (await intendPayment(bill));
  } catch (refusal) {
    if (!(refusal instanceof NotKept)) throw refusal; // a full phone
  }
  return { code: 'no_signal' };
}

/**
 * @param {Bill} bill
 * @param {import('../../lib/rows.js').Checkout} checkout
 */
async function leaveFor(bill, { kind, url }) {
  codeToScan.value = kind === 'scan' ? { bill_id: bill.id, url } : null;
  await noteAtCashier(bill);
  if (kind === 'open') leave(url);
}

/**
 * Our pages send no `Referer`, and WeChat Pay's takes nobody who comes without: see `Checkout` in
 * api/gateways/payments.
 * @param {string} url
 */
function leave(url) {
  const link = document.createElement('a');
  link.href = url;
  link.referrerPolicy = 'strict-origin';
  link.click();
}
