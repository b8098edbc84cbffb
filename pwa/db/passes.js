import { announce } from './changes.js';
import { withDatabase } from './open.js';

/** @typedef {import('../lib/rows.js').Card} Card */
/** @typedef {import('../lib/rows.js').KeptPass} KeptPass */
/** @typedef {import('../lib/rows.js').PolicyState} PolicyState */

/**
 * Each card with its pass and its last contact, of one moment.
 * @returns {Promise<{card: Card, pass: KeptPass | undefined, contact: PolicyState}[]>}
 */
export function readPasses() {
  return withDatabase(async (database) => {
    const transaction = database.transaction(['cards', 'passes', 'policies']);
    const [cards, passes, policies] = await Promise.all([
      transaction.objectStore('cards').getAll(),
      transaction.objectStore('passes').getAll(),
      transaction.objectStore('policies').getAll(),
    ]);
    return cards.flatMap((card) => {
      const contact = policies.find(({ policy_id }) => policy_id === card.policy_id);
      const pass = passes.find(({ policy_id }) => policy_id === card.policy_id);
      return contact ? [{ card, pass, contact }] : [];
    });
  });
}

/**
 * Keeps passes, and tells every tab. One that is older than what is kept, or of a card that was
 * erased meanwhile, is left out.
 * @param {KeptPass[]} brought
 */
export async function keepPasses(brought) {
  await withDatabase(async (database) => {
    const transaction = database.transaction(['passes', 'policies'], 'readwrite');
    const passes = transaction.objectStore('passes');
    for (const pass of brought) {
      const kept = await passes.get(pass.policy_id);
      const isBound = await transaction.objectStore('policies').getKey(pass.policy_id);
      if (isBound && !isOlder(pass, kept)) await passes.put(pass);
    }
    await transaction.done;
  });
  announce({ kind: 'passes' });
}

/**
 * @param {KeptPass} pass
 * @param {KeptPass | undefined} kept
 */
function isOlder(pass, kept) {
  return kept !== undefined && (pass.version < kept.version || pass.as_of < kept.as_of);
}
