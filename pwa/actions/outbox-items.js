import { removeFile } from '../db/file-bytes.js';
import { keepLocal } from '../db/local.js';
import { changeOutbox } from '../db/outbox.js';
import { newId } from '../lib/ids.js';
import { PHOTOS } from '../lib/outbox-items.js';
import { enqueue, removeEntry } from './outbox.js';

/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../lib/outbox-items.js').Item} Item */

/**
 * Removes one line of the list for good. The service is told of a photo that it was promised, so
 * that nobody waits for it.
 * @param {Item} item
 */
export async function giveUp({ entries }) {
  const promised = entries.filter(({ name, state }) => PHOTOS[name] && state !== 'delivered');
  if (promised.length > 0) {
    const drops = promised.flatMap(dropOf);
    await enqueue(drops, [], { without: promised.map(({ id }) => id) });
  }
  for (const { id, name } of entries) {
    if (!PHOTOS[name]) await removeEntry(id);
  }
}

/**
 * Puts a newly kept photo in the place of one that can't be sent.
 * @param {string} entryId
 * @param {string} fileId
 */
export function swapFile(entryId, fileId) {
  return changeOutbox(
    async (pen) => {
      const entry = /** @type {Entry | undefined} */ (await pen.get('outbox', entryId));
      if (!entry?.file || entry.state === 'delivered') return;
      removeFile(pen, entry.file);
      const { refusal, refused_at, ...rest } = entry;
      pen.remove('outbox', entryId);
      pen.put('outbox', { ...rest, id: newId(), file: fileId, state: 'waiting', tried: false });
    },
    { isNew: true },
  );
}

/**
 * Sends a file once more that the server said no to, for a reason that may have passed.
 * @param {string} id
 */
export function retryFile(id) {
  return changeOutbox(
    async (pen) => {
      const { refusal, refused_at, ...file } = await pen.get('outbox_files', id);
      pen.put('outbox_files', { ...file, state: 'waiting', restarts: 0 });
    },
    { isNew: true },
  );
}

/**
 * Whether photos wait for Wi-Fi on this phone.
 * @param {boolean} isOnWifi
 */
export function setPhotosOnWifi(isOnWifi) {
  return keepLocal('photos_on_wifi', isOnWifi || undefined);
}

/**
 * @param {Entry} entry of a photo
 * @returns {import('../lib/outbox.js').NewEntry[]}
 */
function dropOf({ name, policy_id, args, after, title }) {
  const photo = PHOTOS[name];
  if (!photo) return [];
  const key = photo.title;
  return [{ policy_id, name: photo.drop, args, after, title: { key, params: title.params } }];
}
