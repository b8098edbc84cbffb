import { isDue } from './bills.js';

/** @typedef {import('./rows.js').Card} Card */
/** @typedef {'terminated' | 'suspended' | 'expired' | 'not_started' | 'active'} CardState */
/** @typedef {Pick<Card, 'id' | 'status' | 'starts_on' | 'ends_on'>} Period */
/**
 * @typedef {Pick<Card, 'id' | 'number' | 'child_id' | 'birthday' | 'status' | 'starts_on'
 *   | 'ends_on' | 'renews'>} WalletCard
 */

export const COLOURS = /** @type {const} */ (['jade', 'indigo', 'berry']);

/**
 * What a card is today. The first that holds: terminated, not started, expired, suspended, active.
 * One bill past its date suspends it too (置灰).
 * @param {Pick<Card, 'status' | 'starts_on' | 'ends_on' | 'bills'>} card
 * @param {string} today ISO date in China; both ends of the period count
 * @returns {CardState}
 */
export function cardState({ status, starts_on, ends_on, bills = [] }, today) {
  if (status === 'terminated') return 'terminated';
  if (today < starts_on) return 'not_started';
  if (today > ends_on) return 'expired';
  if (status === 'suspended') return 'suspended';
  return bills.some((bill) => isDue(bill, today)) ? 'suspended' : 'active';
}

/**
 * The bills that suspend a card, the one due first before the others; none where something else
 * stops it.
 * @param {Card} card
 * @param {string} today ISO date in China
 */
export function greyedBy(card, today) {
  if (card.status !== 'active' || cardState(card, today) !== 'suspended') return [];
  const due = (card.bills ?? []).filter((bill) => isDue(bill, today));
  return due.sort((one, other) => compare(one.due_on, other.due_on));
}

/**
 * The cards to swipe through, by the child's birthday, then by number. A card is hidden once
 * another that renews it has started; one that hasn't started is hidden while the one it renews
 * isn't over.
 * @template {WalletCard} C
 * @param {C[]} cards
 * @param {string} today ISO date in China
 * @returns {C[]}
 */
export function wallet(cards, today) {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const replaced = new Set();
  for (const { id, renews, starts_on } of cards) {
    if (renews && renews !== id && starts_on <= today) replaced.add(renews);
  }
  const isShown = (/** @type {C} */ card) =>
    !replaced.has(card.id) && !waitsFor(card, byId.get(card.renews ?? ''), today);
  return cards.filter(isShown).sort(byBirthdayThenNumber);
}

/**
 * The colour of a card's child: jade, indigo, berry in the order of the children in the wallet.
 * @param {Pick<Card, 'child_id'>} card
 * @param {Pick<Card, 'child_id'>[]} walletCards in wallet order
 */
export function cardColour(card, walletCards) {
  const children = [...new Set(walletCards.map((other) => other.child_id))];
  const position = Math.max(0, children.indexOf(card.child_id));
  return COLOURS[position % COLOURS.length] ?? 'jade';
}

/**
 * @param {Period} card
 * @param {Period | undefined} older the one it renews
 * @param {string} today
 */
function waitsFor(card, older, today) {
  if (!older || older.id === card.id || cardState(card, today) !== 'not_started') return false;
  return !['terminated', 'expired'].includes(cardState(older, today));
}

/**
 * @param {Pick<Card, 'birthday' | 'number'>} one
 * @param {Pick<Card, 'birthday' | 'number'>} other
 */
function byBirthdayThenNumber(one, other) {
  return compare(one.birthday, other.birthday) || compare(one.number, other.number);
}

/**
 * By code point, as Python sorts: localeCompare would depend on the phone's language.
 * @param {string} one
 * @param {string} other
 */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
