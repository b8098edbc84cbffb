import { announce } from './changes.js';
import { withDatabase } from './open.js';

/** @typedef {import('./schema.js').DataFile} DataFile */

/**
 * @param {string} name
 * @returns {Promise<DataFile | undefined>} undefined while no version was brought
 */
export function readFile(name) {
  return withDatabase((database) => database.get('files', name));
}

/** @returns {Promise<DataFile[]>} every data file on this phone, all of one version */
export function readFiles() {
  return withDatabase((database) => database.getAll('files'));
}

/**
 * Takes a version of the data as a whole or not at all, and tells every tab.
 * @param {string} version
 * @param {string[]} names of all its files
 * @param {DataFile[]} changed those that this phone doesn't hold yet
 */
export async function writeFiles(version, names, changed) {
  await withDatabase(async (database) => {
    const transaction = database.transaction(['files', 'local'], 'readwrite');
    const files = transaction.objectStore('files');
    for (const name of await files.getAllKeys()) {
      if (!names.includes(name)) void files.delete(name);
    }
    for (const file of changed) void files.put(file);
    void transaction.objectStore('local').put(version, 'data_version');
    await transaction.done;
  });
  announce({ kind: 'local', key: 'data_version', value: version });
  announce({ kind: 'files' });
}
