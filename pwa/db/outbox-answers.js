import { newId } from '../lib/ids.js';
import { dropParts } from './file-bytes.js';
import { changeOutbox, replaceEntry } from './outbox.js';

/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../lib/outbox.js').Refusal} Refusal */
/** @typedef {import('./outbox.js').Pen} Pen */
/**
 * @typedef {{id: string, status: 'done', receipt: string, result?: Record<string, unknown>}
 *   | {id: string, status: 'rejected', code: string, message?: string, hint?: string,
 *      fields?: Record<string, string[]>}
 *   | {id: string, status: 'later', code: string}} Result
 */

/** What the server answers when it doesn't have the file as this phone has it. */
const LOST_FILE = ['upload_not_found', 'upload_mismatch'];
export const MOST_RESTARTS = 2;

/**
 * Notes that entries are about to be sent: from here on they may have arrived, until an answer
 * says more.
 * @param {string[]} ids
 * @returns {Promise<Entry[]>} those that still wait
 */
export function noteTried(ids) {
  return changeOutbox(async (pen) => {
    const found = await Promise.all(ids.map((id) => pen.get('outbox', id)));
    const waiting = /** @type {Entry[]} */ (found).filter((entry) => entry?.state === 'waiting');
    for (const entry of waiting) {
      if (!entry.tried) pen.put('outbox', { ...entry, tried: true });
    }
    return waiting;
  });
}

/**
 * Notes that nothing of this arrived: the server said so.
 * @param {string[]} ids
 */
export function noteUntried(ids) {
  return changeOutbox(async (pen) => {
    for (const id of ids) {
      const entry = await pen.get('outbox', id);
      if (entry?.state === 'waiting') pen.put('outbox', { ...entry, tried: false });
    }
  });
}

/**
 * Takes the answer to a push, all results in one transaction. The bytes of a file are let go with
 * the receipt of what it belongs to, not before.
 * @param {Result[]} results
 * @param {string} at the server's time
 */
export function keepResults(results, at) {
  const hasArrived = results.some(({ status }) => status === 'done');
  return changeOutbox(
    async (pen) => {
      for (const result of results) {
        const entry = /** @type {Entry | undefined} */ (await pen.get('outbox', result.id));
        if (entry?.state === 'waiting') await putResult(pen, entry, result, at);
      }
    },
    { hasArrived },
  );
}

/**
 * @param {Partial<Refusal>} said
 * @returns {Refusal}
 */
export function refusalOf({ code = '', message = '', hint = '', fields = {} }) {
  return { code, message, hint, fields };
}

/**
 * @param {Pen} pen
 * @param {Entry} entry
 * @param {Result} result
 * @param {string} at
 */
async function putResult(pen, entry, result, at) {
  if (result.status === 'later') putLater(pen, entry, result.code);
  else if (result.status === 'done') await putDelivered(pen, entry, result, at);
  else if (!(await sendsAgain(pen, entry, result))) putRefused(pen, entry, result, at);
}

/**
 * @param {Pen} pen
 * @param {Entry} entry
 * @param {string} later
 */
function putLater(pen, entry, later) {
  pen.put('outbox', { ...entry, later, tried: false });
}

/**
 * @param {Pen} pen
 * @param {Entry} entry
 * @param {Partial<Refusal>} said
 * @param {string} at
 */
export function putRefused(pen, { later, ...entry }, said, at) {
  const refusal = refusalOf(said);
  pen.put('outbox', { ...entry, state: 'needs_you', refusal, refused_at: at, tried: false });
}

/**
 * A file that waited too long was forgotten by the server, or it is not the one it was: the phone
 * still has it and sends it again. The command gets another id, since its answer stays.
 * @param {Pen} pen
 * @param {Entry} entry
 * @param {{code: string}} said
 */
async function sendsAgain(pen, entry, { code }) {
  if (!entry.file || !LOST_FILE.includes(code)) return false;
  const file = /** @type {KeptFile | undefined} */ (await pen.get('outbox_files', entry.file));
  const restarts = (file?.restarts ?? 0) + 1;
  if (!file || file.parts === 0 || restarts > MOST_RESTARTS) return false;
  pen.put('outbox_files', { ...file, upload: null, sent: 0, state: 'waiting', restarts });
  await replaceEntry(pen, entry, { ...entry, id: newId(), tried: false });
  return true;
}

/**
 * @param {Pen} pen
 * @param {Entry} entry
 * @param {{receipt: string, result?: Record<string, unknown>}} said
 * @param {string} at
 */
async function putDelivered(pen, { later, ...entry }, { receipt, result }, at) {
  const file = /** @type {KeptFile | undefined} */ (
    entry.file && (await pen.get('outbox_files', entry.file))
  );
  const theirs = result?.sha256;
  if (file && theirs && theirs !== file.sha256) {
    putRefused(pen, entry, { code: 'upload_mismatch' }, at);
    return;
  }
  const arrived = { ...entry, state: 'delivered', receipt, result, delivered_at: at, tried: false };
  pen.put('outbox', arrived);
  if (!file) return;
  pen.put('outbox_files', { ...file, parts: 0, state: 'delivered', sent: file.size });
  dropParts(pen, file.id);
}
