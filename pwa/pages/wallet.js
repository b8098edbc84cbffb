import { computed, signal } from '@preact/signals';
import { cardColour } from '../lib/card.js';
import { asOf as asOfWords } from '../lib/format.js';
import { t } from '../lib/labels.js';
import { doubtAbout } from '../store/passes.js';
import { asOf, passOf, visibleCards } from '../store/queries.js';

/** @typedef {import('../lib/rows.js').Card} Card */

/** The card that was last swiped to; '' before anybody swiped. */
export const swipedTo = signal('');

/** The card in front: the one last swiped to while it is still there, else the first. */
export const frontCard = computed(() => {
  const cards = visibleCards.value;
  return cards.find((card) => card.id === swipedTo.value) ?? cards[0];
});

/** @param {Card} card */
export function colourOf(card) {
  return cardColour(card, visibleCards.value);
}

/**
 * The code on a card: none while there is a doubt.
 * @param {Card} card
 */
export function qrOf(card) {
  return doubtAbout(card) ? null : (passOf(card.id)?.qr ?? null);
}

/**
 * How old a card's rows are, in words.
 * @param {string} policyId
 */
export function ageOf(policyId) {
  const at = asOf(policyId);
  return at ? asOfWords(at) : t('common.not_yet');
}

/**
 * What tells cards apart in a choice: the child, and the policy where a child has two.
 * @param {Card} card
 * @param {Card[]} among
 */
export function labelOf(card, among) {
  const isOnly = among.filter((other) => other.child_name === card.child_name).length === 1;
  return isOnly ? card.child_name : `${card.child_name} ${card.number.slice(-4)}`;
}

/**
 * One card a child, in wallet order.
 * @param {Card[]} cards
 */
export function childrenOf(cards) {
  return cards.filter(
    (card, index) => cards.findIndex((other) => other.child_id === card.child_id) === index,
  );
}

/**
 * What tells siblings apart: a Chinese name's last character, another name's first letter.
 * @param {string} name
 */
export function initialOf(name) {
  const letters = [...name];
  return /\p{Script=Han}/u.test(name) ? letters.at(-1) : letters[0];
}
