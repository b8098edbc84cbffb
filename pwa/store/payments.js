import { signal } from '@preact/signals';
import { isIntentFor } from '../lib/bills.js';
import { entries } from './outbox.js';
import { bills, local } from './queries.js';

/** @typedef {import('../lib/rows.js').Bill} Bill */

/** A code on the screen for another phone to scan; not kept, the order itself is. */
export const codeToScan = signal(/** @type {{bill_id: string, url: string} | null} */ (null));

/** @param {string} id */
export function billOf(id) {
  return bills.value.find((bill) => bill.id === id);
}

/**
 * What this phone asked to pay and hasn't heard the end of.
 * @param {string} billId
 * @returns {import('../lib/bills.js').Attempt | undefined}
 */
export function attemptOf(billId) {
  return local.value.get('attempts')?.[billId];
}

/** Taps on 支付 without signal that haven't reached the server. @param {string} billId */
export function intentsOf(billId) {
  return entries.value.filter((entry) => isIntentFor(entry, billId));
}

/**
 * What the server said to the last tap without signal, until the parent has seen it.
 * @param {string} billId
 * @returns {{ids: string[], answer: string, amount_fen: number} | undefined}
 */
export function newAnswer(billId) {
  const seen = /** @type {string[]} */ (local.value.get('seen_intents') ?? []);
  const answered = entries.value.filter(
    (entry) => isIntentFor(entry, billId, 'delivered') && !seen.includes(entry.id),
  );
  const last = answered.at(-1);
  if (!last) return undefined;
  const { answer, amount_fen } = /** @type {any} */ (last.result ?? {});
  return { ids: answered.map(({ id }) => id), answer, amount_fen };
}

/**
 * Bills of a card that were settled in another way while a tap of this phone waited for signal.
 * @param {string} policyId
 */
export function settledMeanwhile(policyId) {
  return bills.value.filter(({ id, policy_id }) => {
    const said = policy_id === policyId ? newAnswer(id)?.answer : '';
    return said === 'paid' || said === 'not_owed';
  });
}
