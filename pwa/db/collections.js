import { unwrap } from 'idb';
import { announce } from './changes.js';
import { withDatabase } from './open.js';
import { forgetPicture } from './picture.js';

/** @typedef {import('../lib/rows.js').Card} Card */
/** @typedef {import('../lib/rows.js').Bill} Bill */
/** @typedef {import('../lib/rows.js').KeptPass} KeptPass */
/** @typedef {import('../lib/rows.js').PolicyState} PolicyState */
/** @typedef {import('./schema.js').PolicyAnswer} PolicyAnswer */
/**
 * @typedef {{cards: Card[], bills: Bill[], policies: PolicyState[], passes: KeptPass[],
 *   local: Map<string, unknown>}} First
 */
/**
 * @typedef {'cards' | 'bills' | 'benefits' | 'visits' | 'inbox' | 'claims' | 'claim_documents'
 *   | 'payout_accounts' | 'vaccinations' | 'complaints'} Collection
 */

/** All that the card itself doesn't need. */
const LATER = /** @type {const} */ ([
  'benefits',
  'visits',
  'inbox',
  'claims',
  'claim_documents',
  'payout_accounts',
  'vaccinations',
  'complaints',
]);
/** @type {Collection[]} */
export const collections = ['cards', 'bills', ...LATER];
/** @type {(Collection | 'policies' | 'passes')[]} */
const withPolicies = [...collections, 'policies', 'passes'];

/**
 * Everything on this phone, read in one transaction. What the card needs is asked for first and
 * handed over as soon as it is there.
 * @param {(first: First) => void} onFirst
 */
export function readEverything(onFirst) {
  return withDatabase(async (database) => {
    const transaction = database.transaction([...withPolicies, 'local']);
    const all = (/** @type {Collection | 'policies' | 'passes'} */ name) =>
      transaction.objectStore(name).getAll();
    const local = transaction.objectStore('local');
    const first = Promise.all([
      all('cards'),
      all('bills'),
      all('policies'),
      all('passes'),
      local.getAllKeys(),
      local.getAll(),
    ]);
    const rest = Promise.all(LATER.map(all));
    const [cards, bills, policies, passes, keys, values] = await first;
    onFirst({
      cards: /** @type {Card[]} */ (cards),
      bills: /** @type {Bill[]} */ (bills),
      policies: /** @type {PolicyState[]} */ (policies),
      passes: /** @type {KeptPass[]} */ (passes),
      local: new Map(keys.map((key, index) => [key, values[index]])),
    });
    const rows = await rest;
    const byName = Object.fromEntries(LATER.map((name, place) => [name, rows[place]]));
    return /** @type {import('./schema.js').Later} */ (/** @type {unknown} */ (byName));
  });
}

/**
 * Where each policy's sync stands.
 * @returns {Promise<Record<string, string>>} cookie by policy id
 */
export function readCookies() {
  return withDatabase(async (database) => {
    const policies = await database.getAll('policies');
    return Object.fromEntries(policies.map(({ policy_id, cookie }) => [policy_id, cookie]));
  });
}

/**
 * Writes one policy's answer: rows, cookie and time of contact together or not at all.
 * @param {string} policyId
 * @param {PolicyAnswer} answer collections that this app doesn't know are left out
 * @param {{at: string, heardMs: number}} contact the server's time and the phone's
 */
export async function writeAnswer(policyId, answer, { at, heardMs }) {
  const { cookie, reset, put, del } = answer;
  if (reset || hasRows(put) || hasRows(del)) await forgetPicture();
  return writeAtOnce((store) => {
    // Another life of the database counts its revisions anew.
    if (reset) store('passes').delete(policyId);
    for (const name of collections) {
      if (reset) store(name).delete(allOf(policyId));
      for (const row of put?.[name] ?? []) store(name).put({ ...row, policy_id: policyId });
      for (const id of del?.[name] ?? []) store(name).delete([policyId, id]);
    }
    store('policies').put({ policy_id: policyId, cookie, at, heard_ms: heardMs });
  });
}

/**
 * Forgets a policy that this phone is no longer bound to.
 * @param {string} policyId
 */
export async function erasePolicy(policyId) {
  await forgetPicture();
  return writeAtOnce((store) => {
    for (const name of collections) store(name).delete(allOf(policyId));
    store('policies').delete(policyId);
    store('passes').delete(policyId);
  });
}

/** @param {Record<string, unknown[]> | undefined} rows by collection */
function hasRows(rows) {
  return Object.keys(rows ?? {}).length > 0;
}

/** Tells this tab and the others to read the rows again. */
export function announceRows() {
  announce({ kind: 'rows' });
}

/**
 * Makes changes in one transaction. A row that the browser refuses takes all of them back: left
 * to itself, IndexedDB would keep those that came before it.
 * @param {(store: (name: Collection | 'policies' | 'passes') => IDBObjectStore) => void} change
 */
function writeAtOnce(change) {
  return withDatabase(async (database) => {
    const transaction = database.transaction(withPolicies, 'readwrite');
    try {
      change((name) => unwrap(transaction).objectStore(name));
    } catch (error) {
      transaction.abort();
      await transaction.done.catch(() => {});
      throw error;
    }
    await transaction.done;
  });
}

/**
 * Every key [policyId, …]: an array sorts after every text.
 * @param {string} policyId
 */
function allOf(policyId) {
  return IDBKeyRange.bound([policyId], [policyId, []]);
}
