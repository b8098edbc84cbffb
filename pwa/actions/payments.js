import { changeLocal, readLocal } from '../db/local.js';
import { readOutbox } from '../db/outbox.js';
import { isIntentFor } from '../lib/bills.js';
import { nowInstant } from '../lib/clock.js';
import { money } from '../lib/format.js';
import { newId } from '../lib/ids.js';
import { Refused } from '../lib/outcome.js';
import { exchange, request } from '../sync/http.js';
import { refreshAnew } from '../sync/loop.js';
import { enqueue, removeEntry } from './outbox.js';
import { saveFile } from './save-file.js';

/** @typedef {import('../lib/rows.js').Bill} Bill */
/** @typedef {import('../lib/bills.js').Attempt} Attempt */
/** @typedef {import('../lib/rows.js').Quote} Quote */
/** @typedef {import('../lib/rows.js').Checkout} Checkout */
/** @typedef {'open' | 'scan'} CheckoutKind open: on this phone; scan: another one scans it */

/** The bank behind the gateway may be slow, and nothing else helps than its answer. */
const PATIENCE_MS = 30_000;
/** Delivered entries stay for a week. */
const MOST_SEEN = 50;

/**
 * Asks what is owed now, and for a place to pay it. Nothing is charged by this: at most one order
 * is open for a bill, and the same wish gets the same order however often it is sent.
 * @param {Bill} bill
 * @param {CheckoutKind} kind
 * @returns {Promise<{quote: Quote, checkout: Checkout | null}>} a checkout where the quote says
 *   `confirm`
 * @throws {NoSignal | Refused}
 */
export async function beginPayment(bill, kind) {
  const known = (await readLocal('attempts'))?.[bill.id];
  const isSame = known?.amount_fen === bill.owed_fen && known.kind === kind;
  const answer = await ask(bill, isSame ? known.id : newId(), kind).catch((error) => {
    // An earlier order of this phone that is over: it can't be paid any more.
    const isOver = isSame && error instanceof Refused && error.code === 'attempt_taken';
    if (!isOver) throw error;
    return ask(bill, newId(), kind);
  });
  if (!answer.checkout && !known?.opened_at) await forgetAttempt(bill.id);
  return answer;
}

/**
 * Notes that the parent is shown where to pay, from when on only the gateway knows how it ends.
 * @param {Bill} bill
 */
export async function noteAtCashier({ id }) {
  await dropIntents(id);
  await changeAttempts((attempts) => {
    const attempt = attempts[id];
    return attempt ? { ...attempts, [id]: { ...attempt, opened_at: nowInstant() } } : attempts;
  });
}

/**
 * Has the server ask the gateway how a payment ended, and takes over what came of it: the bill's
 * row is here before this phone forgets that it went to pay.
 * @param {Bill} bill
 * @returns {Promise<{state: Bill['state'], owed_fen: number}>}
 * @throws {NoSignal | Refused}
 */
export async function lookIntoPayment({ id, state }) {
  const body = { bill_id: id };
  const found = await request('POST', '/api/payments/look', body, { timeoutMs: PATIENCE_MS });
  if (found.state !== state) await refreshAnew();
  if (found.state !== 'paying') await forgetAttempt(id);
  return found;
}

/**
 * Stores that a parent wants to pay, while there is no signal. It never charges: once there is
 * signal the server says what is owed then, and the parent is asked again.
 * @param {Bill} bill
 * @throws {NotKept}
 */
export async function intendPayment({ id, policy_id, owed_fen, hospital, visited_on }) {
  const earlier = await intentsOf(id);
  if (earlier.some(({ args }) => args.amount_fen === owed_fen)) return;
  const params = { amount: money(owed_fen), hospital, day: visited_on };
  await enqueue(
    [
      {
        policy_id,
        name: 'payments.intend',
        args: { bill_id: id, amount_fen: owed_fen },
        title: { key: 'bills.queue.intend', params },
        made_on: `/bills/${id}`,
      },
    ],
    [],
    { without: earlier.map((entry) => entry.id) },
  );
}

/**
 * Takes back what `intendPayment` stored.
 * @param {string} billId
 */
export async function dropIntents(billId) {
  for (const entry of await intentsOf(billId)) await removeEntry(entry.id);
}

/**
 * Notes that the parent has seen what came of taps without signal.
 * @param {string[]} ids of delivered entries
 */
export function noteAnswersSeen(ids) {
  return changeLocal('seen_intents', (seen = []) => [...seen, ...ids].slice(-MOST_SEEN));
}

/**
 * Hands the receipt of a paid bill to the phone, as PDF.
 * @param {Bill} bill
 * @throws {NoSignal | Refused}
 */
export async function saveReceipt({ id, receipt }) {
  const path = `/api/payments/bills/${id}/receipt.pdf`;
  const found = await exchange('GET', path, { timeoutMs: PATIENCE_MS }, async (response) =>
    response.ok ? response.blob() : new Refused(response.status, await response.json()),
  );
  if (found instanceof Refused) throw found;
  await saveFile(`${receipt}.pdf`, 'application/pdf', found);
}

/**
 * The id is kept before it is sent: a repeat after a lost answer is the same wish.
 * @param {Bill} bill
 * @param {string} id
 * @param {CheckoutKind} kind
 */
async function ask({ id: bill_id, owed_fen: amount_fen }, id, kind) {
  await changeAttempts((attempts) => ({
    ...attempts,
    [bill_id]: { ...(attempts[bill_id]?.id === id ? attempts[bill_id] : {}), id, amount_fen, kind },
  }));
  const wish = { id, bill_id, amount_fen, kind };
  return request('POST', '/api/payments/attempts', wish, { timeoutMs: PATIENCE_MS });
}

/** @param {string} billId */
async function intentsOf(billId) {
  const { entries } = await readOutbox();
  return entries.filter((entry) => isIntentFor(entry, billId));
}

/** @param {string} billId */
function forgetAttempt(billId) {
  return changeAttempts(({ [billId]: over, ...rest }) => rest);
}

/** @param {(attempts: Record<string, Attempt>) => Record<string, Attempt>} change */
function changeAttempts(change) {
  return changeLocal('attempts', (attempts = {}) => change(attempts));
}
