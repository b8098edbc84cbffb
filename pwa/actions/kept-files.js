import { cut, putParts, readWhole, removeFile } from '../db/file-bytes.js';
import { changeOutbox, readOutbox } from '../db/outbox.js';
import { whereRoom } from '../db/room.js';
import { nowInstant } from '../lib/clock.js';
import { newId } from '../lib/ids.js';
import { NotKept } from '../lib/outcome.js';
import { sha256Of } from '../lib/sha256.js';

/** @typedef {import('../lib/outbox.js').NewFile} NewFile */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../db/outbox.js').Pen} Pen */
/** @typedef {{file: KeptFile, parts: ArrayBuffer[]}} Prepared */
/** @typedef {Partial<Pick<NewFile, 'id' | 'name' | 'width' | 'height' | 'checks'>>} AboutFile */

/** The server takes no more. */
export const MOST_BYTES = 20 * 1000 * 1000;

/**
 * Keeps a photo or document on this phone; it begins to travel as soon as there is signal.
 * @param {string} owner the draft or claim it belongs to
 * @param {string} kind what it shows
 * @param {Blob} blob
 * @param {AboutFile & {policy_id: string}} about
 * @returns {Promise<string>} its id, which is the upload's as well
 * @throws {NotKept}
 */
export async function keepFile(owner, kind, blob, about) {
  const prepared = await prepareFile({ ...about, owner, kind, blob });
  await whereRoom(blob.size, () => changeOutbox((pen) => putFile(pen, prepared), { isNew: true }));
  return prepared.file.id;
}

/**
 * Forgets a kept file of a draft.
 * @param {string} id
 */
export function dropFile(id) {
  return changeOutbox((pen) => removeFile(pen, id));
}

/**
 * A kept file, to show it.
 * @param {string} id
 * @returns {Promise<File | null>} null: its bytes aren't on this phone (any more)
 */
export async function openFile(id) {
  const { files } = await readOutbox();
  const file = files.find((one) => one.id === id);
  return file ? readWhole(file) : null;
}

/**
 * @param {object} file
 * @returns {file is NewFile}
 */
export function isNewFile(file) {
  return 'blob' in file;
}

/**
 * Reads a file to its end and counts its sha256, before anything is written.
 * @param {NewFile} given
 * @returns {Promise<Prepared>}
 * @throws {NotKept}
 */
export async function prepareFile({ blob, id = newId(), name, ...about }) {
  if (blob.size === 0) throw new NotKept('empty');
  if (blob.size > MOST_BYTES) throw new NotKept('too_large');
  const parts = await cut(blob).catch(() => {
    throw new NotKept('unreadable');
  });
  const file = {
    ...about,
    id,
    name: name ?? (blob instanceof File ? blob.name : ''),
    type: blob.type,
    size: blob.size,
    sha256: await sha256Of(new Blob(parts)),
    parts: parts.length,
    upload: null,
    state: /** @type {const} */ ('waiting'),
    sent: 0,
    made_at: nowInstant(),
  };
  return { file, parts };
}

/**
 * @param {Pen} pen
 * @param {Prepared} prepared
 */
export function putFile(pen, { file, parts }) {
  pen.put('outbox_files', file);
  putParts(pen, file.id, parts);
}
