import { withDatabase } from './open.js';

/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */

export const PART_BYTES = 256 * 1024;

/**
 * A file's bytes in the pieces they are kept in.
 * @param {Blob} blob
 * @returns {Promise<ArrayBuffer[]>}
 * @throws {DOMException} NotReadableError: whoever gave the file has taken it away
 */
export function cut(blob) {
  const starts = Array.from(
    { length: Math.ceil(blob.size / PART_BYTES) },
    (_, n) => n * PART_BYTES,
  );
  return Promise.all(starts.map((start) => blob.slice(start, start + PART_BYTES).arrayBuffer()));
}

/**
 * Some bytes of a kept file, from its pieces.
 * @param {KeptFile} file
 * @param {number} start
 * @param {number} end
 * @returns {Promise<Uint8Array<ArrayBuffer> | null>} null: they can't be read any more
 */
export async function readBytes(file, start, end) {
  const bytes = new Uint8Array(end - start);
  const first = Math.floor(start / PART_BYTES);
  const parts = await readParts(file.id, first, Math.ceil(end / PART_BYTES) - 1);
  let at = first * PART_BYTES;
  for (const part of parts) {
    const wanted = new Uint8Array(part).subarray(Math.max(0, start - at), end - at);
    bytes.set(wanted, Math.max(0, at - start));
    at += part.byteLength;
  }
  return at >= end ? bytes : null;
}

/**
 * A kept file as a whole: to show it, or to hand it to somebody else.
 * @param {KeptFile} file
 * @returns {Promise<File | null>} null: its bytes aren't here any more
 */
export async function readWhole(file) {
  const parts = await readParts(file.id, 0, file.parts - 1);
  const whole = new File(parts, file.name, { type: file.type });
  return whole.size === file.size ? whole : null;
}

/**
 * @param {string} fileId
 * @param {number} first
 * @param {number} last
 * @returns {Promise<ArrayBuffer[]>} fewer when some are lost or can't be read
 */
async function readParts(fileId, first, last) {
  if (last < first) return [];
  const range = IDBKeyRange.bound([fileId, first], [fileId, last]);
  try {
    return await withDatabase((database) => database.getAll('outbox_parts', range));
  } catch (error) {
    if (isUnreadable(error)) return [];
    throw error;
  }
}

/**
 * Whether the disk lost something. A connection that was lost is another thing, and is tried
 * again by `withDatabase`.
 * @param {unknown} error
 */
function isUnreadable(error) {
  return error instanceof Error && ['NotReadableError', 'DataError'].includes(error.name);
}

/**
 * @param {import('./outbox.js').Pen} pen
 * @param {string} fileId
 * @param {ArrayBuffer[]} parts
 */
export function putParts(pen, fileId, parts) {
  for (const [place, part] of parts.entries()) pen.put('outbox_parts', part, [fileId, place]);
}

/**
 * Lets the bytes of a file go. An array sorts after every number.
 * @param {import('./outbox.js').Pen} pen
 * @param {string} fileId
 */
export function dropParts(pen, fileId) {
  pen.remove('outbox_parts', IDBKeyRange.bound([fileId], [fileId, []]));
}

/**
 * Forgets a file altogether.
 * @param {import('./outbox.js').Pen} pen
 * @param {string} fileId
 */
export function removeFile(pen, fileId) {
  pen.remove('outbox_files', fileId);
  dropParts(pen, fileId);
}
