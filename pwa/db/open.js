import { openDB } from 'idb';
import { tellHere } from './changes.js';
import { migrations } from './migrations.js';

/** @typedef {import('./migrations.js').Database} Database */

/** @typedef {import('./schema.js').TongkaDb} TongkaDb */

/** @type {Promise<Database> | null} */
let connection = null;

/** @type {import('idb').OpenDBCallbacks<TongkaDb>} */
const options = {
  upgrade: (database, oldVersion) => {
    for (const migrate of migrations.slice(oldVersion)) migrate(database);
  },
  blocking: (_current, _blocked, event) => {
    // A newer app in another tab wants to upgrade: let it.
    /** @type {IDBDatabase} */ (event.target).close();
    connection = null;
  },
  terminated: () => {
    connection = null;
  },
};

/**
 * Does some work on the database. iOS drops the connection while an app is in the background
 * ("Connection to Indexed Database server lost"): then it is opened again and the work done once
 * more, so the work must bear being repeated.
 * @template T
 * @param {(database: Database) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDatabase(work) {
  try {
    return await work(await open());
  } catch (error) {
    if (!isLostConnection(error)) throw error;
    connection = null;
    return work(await open());
  }
}

function open() {
  connection ??= openOnce();
  return connection;
}

/** @returns {Promise<Database>} */
async function openOnce() {
  try {
    return await openDB('tongka', migrations.length, options);
  } catch (error) {
    connection = null;
    if (nameOf(error) === 'VersionError') tellHere({ kind: 'outdated' });
    throw error;
  }
}
/** @param {unknown} error */
function isLostConnection(error) {
  return ['InvalidStateError', 'UnknownError'].includes(nameOf(error));
}

/** @param {unknown} error */
function nameOf(error) {
  return error instanceof Error ? error.name : '';
}
