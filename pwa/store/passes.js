import { cardState } from '../lib/card.js';
import { latestServerTime, phoneClock, readBeat, todayInChina } from '../lib/clock.js';
import { doubtOf } from '../lib/pass.js';
import { isAnswering } from './connection.js';
import { contactOf, passOf } from './queries.js';

/** @typedef {import('../lib/rows.js').Card} Card */
/** @typedef {import('../lib/pass.js').Doubt} Doubt */

/**
 * Why a card that would be valid today is 待核实; null where nothing speaks against it, and for a
 * card that isn't valid anyway.
 * @param {Card} card
 */
export function doubtAbout(card) {
  return cardState(card, todayInChina()) === 'active' ? doubtAboutPass(card) : null;
}

/**
 * The pass that a reception can do something with, whatever the card's state: not one that its
 * server would call too old.
 * @param {Card} card
 */
export function passToShow(card) {
  const doubt = doubtAboutPass(card);
  return doubt === 'missing' || doubt === 'old' ? undefined : passOf(card.id);
}

/** @param {Card} card @returns {Doubt | null} */
function doubtAboutPass(card) {
  readBeat();
  const contact = contactOf(card.id);
  if (!contact) return 'missing';
  return doubtOf(passOf(card.id), card, {
    phoneMs: phoneClock(),
    at: contact.at,
    heardMs: contact.heard_ms,
    latestMs: latestServerTime(),
    isHeard: isAnswering.value,
  });
}
