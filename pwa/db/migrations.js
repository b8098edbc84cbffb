/** @typedef {import('idb').IDBPDatabase<import('./schema.js').TongkaDb>} Database */

/**
 * One step a version, oldest first; a step that has shipped is never changed. A step that adds a
 * collection also clears `policies`: the rows that an older app left out come with a full pull.
 * @type {((database: Database) => void)[]}
 */
export const migrations = [
  function keepCardsBenefitsVisitsInbox(database) {
    for (const name of /** @type {const} */ (['cards', 'benefits', 'visits', 'inbox'])) {
      database.createObjectStore(name, { keyPath: ['policy_id', 'id'] });
    }
    database.createObjectStore('policies', { keyPath: 'policy_id' });
    database.createObjectStore('local');
  },
  function keepDataFiles(database) {
    database.createObjectStore('files', { keyPath: 'name' });
  },
  function keepOutbox(database) {
    for (const name of /** @type {const} */ (['outbox', 'outbox_files', 'drafts'])) {
      database.createObjectStore(name, { keyPath: 'id' });
    }
    database.createObjectStore('outbox_parts');
  },
  function keepClaimsAndDoses(database) {
    const names = /** @type {const} */ ([
      'claims',
      'claim_documents',
      'payout_accounts',
      'vaccinations',
    ]);
    for (const name of names) database.createObjectStore(name, { keyPath: ['policy_id', 'id'] });
    pullAnew(database);
  },
  function keepPasses(database) {
    database.createObjectStore('passes', { keyPath: 'policy_id' });
    pullAnew(database);
  },
  function keepBills(database) {
    database.createObjectStore('bills', { keyPath: ['policy_id', 'id'] });
    pullAnew(database);
  },
  function keepComplaints(database) {
    database.createObjectStore('complaints', { keyPath: ['policy_id', 'id'] });
    pullAnew(database);
  },
];

/** What an older app left out comes with a full pull. @param {Database} database */
function pullAnew(database) {
  database.deleteObjectStore('policies');
  database.createObjectStore('policies', { keyPath: 'policy_id' });
}
