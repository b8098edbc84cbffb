import { batch, computed, signal } from '@preact/signals';
import { onChange } from '../db/changes.js';
import { readEverything } from '../db/collections.js';
import { keepMirror, readMirror } from '../db/mirror.js';
import { forgetPicture } from '../db/picture.js';
import { isUnpaid } from '../lib/bills.js';
import { wallet } from '../lib/card.js';
import { noteServerTime, now, phoneClock, readBeat, todayInChina } from '../lib/clock.js';
import { LEASE_MS } from '../lib/days.js';
import { passEnds } from '../lib/pass.js';
import { newestFirst } from '../lib/visits.js';
import { noteEarlierContact } from './connection.js';
import { restoreSettings } from './settings.js';

export { consents, operator, plans } from './static.js';

/** @typedef {import('../lib/rows.js').Card} Card */
/** @typedef {import('../lib/rows.js').Benefit} Benefit */
/** @typedef {import('../lib/rows.js').Visit} Visit */
/** @typedef {import('../lib/rows.js').Bill} Bill */
/** @typedef {import('../lib/rows.js').InboxItem} InboxItem */
/** @typedef {import('../lib/rows.js').PolicyState} PolicyState */
/** @typedef {import('../lib/rows.js').KeptPass} KeptPass */

/** Whether the cards are known, from disk or its mirror: what the first picture needs. */
export const cardsReady = signal(false);
/** Whether everything has been read from disk. */
export const ready = signal(false);
/** Whether this phone refuses to keep anything (a private window, a broken profile). */
export const diskRefused = signal(false);

export const cards = signal(/** @type {Card[]} */ ([]));
export const inbox = signal(/** @type {InboxItem[]} */ ([]));
/** As the server has them; store/claims.js and its like add what is still to be sent. */
export const claimRows = signal(/** @type {import('../lib/claims.js').Claim[]} */ ([]));
export const documentRows = signal(/** @type {import('../lib/claims.js').ClaimDocument[]} */ ([]));
export const accountRows = signal(/** @type {import('../lib/claims.js').PayoutAccount[]} */ ([]));
export const doseRows = signal(/** @type {import('../lib/rows.js').Vaccination[]} */ ([]));
export const complaintRows = signal(/** @type {import('../lib/complaints.js').Complaint[]} */ ([]));
const benefits = signal(/** @type {Benefit[]} */ ([]));
/** What is to pay, and was. */
export const bills = signal(/** @type {Bill[]} */ ([]));
const visits = signal(/** @type {Visit[]} */ ([]));
const policies = signal(/** @type {Map<string, PolicyState>} */ (new Map()));
const passes = signal(/** @type {KeptPass[]} */ ([]));
/** The phone's own small things by key, see db/local.js. */
export const local = signal(/** @type {Map<string, any>} */ (new Map()));

/** The cards of the wallet, in its order. */
export const visibleCards = computed(() => wallet(cards.value, todayInChina()));

/** How many inbox items nobody opened on this phone. */
export const unread = computed(() => inbox.value.filter(({ id }) => !isRead(id)).length);

/** Whether the server no longer knows this browser: rows stay, binding again is asked for. */
export const sessionLost = computed(() => Boolean(local.value.get('session_lost')));

/** Takes the mirrored cards, and reads the disk again after each change in any tab. */
export function startQueries() {
  const mirrored = readMirror('cards');
  if (mirrored) takeCards(mirrored);
  onChange((change) => {
    if (change.kind === 'rows' || change.kind === 'passes') void readDisk();
    if (change.kind === 'local') {
      local.value = new Map(local.value).set(change.key, change.value);
    }
  });
}

/** @param {string} id of an inbox item */
export function isRead(id) {
  return (local.value.get('read_inbox') ?? []).includes(id);
}

/** @param {string} id of the card, which is its policy's */
export function cardOf(id) {
  return cards.value.find((card) => card.id === id);
}

/** @param {string} policyId */
export function benefitsOf(policyId) {
  return benefits.value.filter((benefit) => benefit.policy_id === policyId);
}

/**
 * A child's visits under all of its policies, newest first.
 * @param {string} childId
 */
export function visitsOf(childId) {
  const own = cards.value.filter((card) => card.child_id === childId).map((card) => card.id);
  return newestFirst(visits.value.filter((row) => own.includes(row.policy_id))).map(withBill);
}

/** @param {string} id */
export function visit(id) {
  const found = visits.value.find((row) => row.id === id);
  return found && withBill(found);
}

/** @param {Visit} row */
function withBill(row) {
  return { ...row, bill: bills.value.find(({ source_id }) => source_id === row.id) };
}

/** @param {string} policyId */
export function passOf(policyId) {
  return passes.value.find((pass) => pass.policy_id === policyId);
}

/** The last contact about a policy. @param {string} policyId */
export function contactOf(policyId) {
  return policies.value.get(policyId);
}

/**
 * How old a policy's rows are.
 * @param {string} policyId
 * @returns {string | null} the server's instant of the last answer
 */
export function asOf(policyId) {
  return contactOf(policyId)?.at ?? null;
}

/**
 * Whether a policy was out of contact for 30 days: the page asks for contact before it shows it,
 * since the phone may have been unbound meanwhile.
 * @param {string} policyId
 */
export function leaseOver(policyId) {
  readBeat();
  const heard = contactOf(policyId)?.heard_ms;
  return heard !== undefined && now() - heard > LEASE_MS;
}

/**
 * Until when the wallet's cards may be shown as they are, by this phone's clock: 30 days after
 * their last contact, and not beyond the end of a pass.
 * @returns {number | null} milliseconds of the earliest; null without a card
 */
export function earliestEnd() {
  const ends = visibleCards.peek().flatMap(({ id }) => {
    const contact = policies.peek().get(id);
    const pass = passes.peek().find(({ policy_id }) => policy_id === id);
    const lease = (contact?.heard_ms ?? 0) + LEASE_MS;
    const end = contact && pass ? passEnds(pass, contact) : 0;
    return end > phoneClock() ? [lease, end] : [lease];
  });
  return ends.length > 0 ? Math.min(...ends) : null;
}

/** Reads everything from disk, the cards first. */
export async function readDisk() {
  try {
    takeRest(await readEverything(takeFirst));
  } catch {
    diskRefused.value = !ready.value;
    cardsReady.value = true;
  }
  ready.value = true;
}

/** @param {import('../db/schema.js').Later} rest */
function takeRest(rest) {
  batch(() => {
    benefits.value = rest.benefits;
    visits.value = rest.visits;
    inbox.value = rest.inbox.sort((one, other) => (one.created_at < other.created_at ? 1 : -1));
    claimRows.value = rest.claims;
    documentRows.value = rest.claim_documents;
    accountRows.value = rest.payout_accounts;
    doseRows.value = rest.vaccinations;
    complaintRows.value = rest.complaints;
  });
}

/** @param {import('../db/collections.js').First} first */
function takeFirst(first) {
  if (!ready.value) restoreSettings(first.local.get('settings'));
  local.value = first.local;
  bills.value = first.bills;
  const { policies, passes } = first;
  const cards = first.cards.map(withUnpaid);
  const mirrored = { cards, policies, passes };
  takeCards(mirrored);
  keepMirror('cards', first.cards.length > 0 ? mirrored : undefined);
  // Whichever tab drew the last card, none of it stays behind.
  if (first.cards.length === 0) void forgetPicture();
}

/** @param {Card} card */
function withUnpaid(card) {
  const own = bills.value.filter(
    ({ policy_id, state }) => policy_id === card.id && isUnpaid(state),
  );
  return { ...card, bills: own };
}

/** @param {{cards: Card[], policies: PolicyState[], passes?: KeptPass[]}} known */
function takeCards(known) {
  for (const { at } of known.policies) {
    noteServerTime(at);
    noteEarlierContact(at);
  }
  passes.value = known.passes ?? [];
  policies.value = new Map(known.policies.map((policy) => [policy.policy_id, policy]));
  cards.value = known.cards;
  cardsReady.value = true;
}
