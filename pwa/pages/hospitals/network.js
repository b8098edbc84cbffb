import { computed, signal } from '@preact/signals';
import { leaseOver, visibleCards } from '../../store/queries.js';
import { frontCard } from '../wallet.js';

/** Whose plan's network is shown: a card's id, `all` for any; '' as long as nobody chose. */
const chosenCard = signal('');

/** @param {string} id of a card, or `all` */
export function chooseCard(id) {
  chosenCard.value = id;
}

/** The cards whose networks can be looked at, one a child and plan. */
export const networkCards = computed(() =>
  visibleCards.value
    .filter(({ id }) => !leaseOver(id))
    .filter((card, index, all) => all.findIndex((other) => isSameNetwork(card, other)) === index),
);

/** The card whose network is shown; undefined: the whole list. */
export const networkCard = computed(() => {
  const cards = networkCards.value;
  if (chosenCard.value === 'all') return undefined;
  const front = frontCard.value;
  return (
    cards.find(({ id }) => id === chosenCard.value) ??
    cards.find((card) => front && isSameNetwork(card, front)) ??
    cards[0]
  );
});

/**
 * @param {import('../../lib/rows.js').Card} one
 * @param {import('../../lib/rows.js').Card} other
 */
function isSameNetwork(one, other) {
  return one.child_id === other.child_id && one.plan === other.plan;
}
