import { readOutbox } from '../db/outbox.js';
import { nameOf } from '../lib/claim-command.js';
import { isPhoto, typeOf } from '../lib/file-type.js';
import { scanInvoices } from '../lib/invoice-scan.js';
import { NotKept } from '../lib/outcome.js';
import { preparePhoto, Unreadable } from '../lib/photo.js';
import { dropFile, keepFile } from './kept-files.js';

/** @typedef {import('../lib/invoice-code.js').CodedInvoice} CodedInvoice */
/** @typedef {import('../lib/photo.js').Flaw} Flaw */
/**
 * Where a document belongs; replaces: the one that is taken again.
 * @typedef {{owner: string, policyId: string, kind: string, replaces?: string}} Place
 */
/**
 * What was seen on a photo, and what it is for.
 * @typedef {{flaws?: Flaw[], invoices?: CodedInvoice[], replaces?: string}} Checks
 */
/** @typedef {{blob: Blob, width?: number, height?: number, checks: Checks}} Ready */

/** Neither a photo nor a PDF or OFD. */
export class WrongType extends Error {}

/** The same photo is in its place already. */
export class Repeated extends Error {}

/**
 * Keeps a photo, shrunk and looked at, or a PDF or OFD as it is; it travels as soon as it can.
 * @param {Place} place
 * @param {File} file as chosen
 * @returns {Promise<{id: string, checks: Checks}>}
 * @throws {NotKept | WrongType | Unreadable | Repeated}
 */
export async function keepDocument({ owner, policyId, kind, replaces }, file) {
  const { blob, checks: seen, ...size } = await ready(file);
  const checks = replaces ? { ...seen, replaces } : seen;
  const name = nameOf(kind, { name: file.name, type: blob.type });
  const id = await keepFile(owner, kind, blob, { policy_id: policyId, name, checks, ...size });
  if (!(await isRepeated(id, owner))) return { id, checks };
  await dropFile(id);
  throw new Repeated();
}

/**
 * @param {File} file
 * @returns {Promise<Ready>}
 */
async function ready(file) {
  if (file.size === 0) throw new NotKept('empty');
  const type = await typeOf(file).catch(() => {
    throw new NotKept('unreadable');
  });
  if (!type) throw new WrongType();
  if (!isPhoto(type)) return { blob: file.slice(0, file.size, type), checks: {} };
  try {
    return await photographed(file);
  } catch (error) {
    // The server can show what iPhones write, even where this phone can't.
    const isHeic = type === 'image/heic' && error instanceof Unreadable;
    if (!isHeic) throw error;
    return { blob: file.slice(0, file.size, type), checks: {} };
  }
}

/**
 * @param {File} file
 * @returns {Promise<Ready>}
 */
async function photographed(file) {
  /** @type {CodedInvoice[]} */
  let invoices = [];
  const { flaws, ...photo } = await preparePhoto(file, async (picture) => {
    invoices = await scanInvoices(picture);
  });
  return { ...photo, checks: { flaws, invoices } };
}

/**
 * @param {string} id
 * @param {string} owner
 */
async function isRepeated(id, owner) {
  const { files } = await readOutbox();
  const own = files.find((file) => file.id === id);
  return files.some(
    (file) => file.id !== id && file.owner === owner && file.sha256 === own?.sha256,
  );
}
