import { removeFile } from '../db/file-bytes.js';
import { changeOutbox, replaceEntry } from '../db/outbox.js';
import { whereRoom } from '../db/room.js';
import { nowInstant } from '../lib/clock.js';
import { newId } from '../lib/ids.js';
import { Overtaken } from '../lib/outcome.js';
import { sendNow as send } from '../sync/outbox.js';
import { isNewFile, prepareFile, putFile } from './kept-files.js';

/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').NewEntry} NewEntry */
/** @typedef {import('../lib/outbox.js').NewFile} NewFile */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../db/outbox.js').Pen} Pen */
/** @typedef {{id: string, owner?: string, policy_id?: string, kind?: string}} MovedFile */

/** Codes of the phone itself: the server never said no to this id, so the id stays good. */
const OF_THIS_PHONE = ['editing', 'gone', 'not_bound', 'no_answer', 'unreadable'];

/**
 * Puts what a parent did into the outbox, all of it or nothing: it is on the disk when this
 * returns, and goes to the server by itself. Returns the entries' ids, in the order given.
 * @param {NewEntry[]} entries
 * @param {(NewFile | MovedFile)[]} [files] new ones with their bytes; kept ones (of a draft) that
 *   get another owner with it
 * @param {{draft?: string, instead?: string, without?: string[]}} [with_]
 *   draft: forgotten with it · instead: the entry that was opened with `reviseEntry`; what comes
 *   after that one now comes after the first of these · without: entries to remove
 * @returns {Promise<string[]>}
 * @throws {NotKept | Overtaken}
 */
export async function enqueue(entries, files = [], with_ = {}) {
  const fresh = await Promise.all(files.filter(isNewFile).map(prepareFile));
  const moved = /** @type {MovedFile[]} */ (files.filter((file) => !isNewFile(file)));
  const made_at = nowInstant();
  const complete = entries.map((entry) => completed(entry, made_at));
  const bytes = fresh.reduce((sum, { file }) => sum + file.size, 0);
  await whereRoom(bytes, () =>
    changeOutbox(
      async (pen) => {
        for (const { id, ...changes } of moved) {
          pen.put('outbox_files', { ...(await pen.get('outbox_files', id)), ...changes });
        }
        for (const id of with_.without ?? []) await removeWith(pen, id);
        for (const file of fresh) putFile(pen, file);
        for (const entry of complete) pen.put('outbox', entry);
        if (with_.instead && complete[0]) {
          await replaceEntry(pen, await changeable(pen, with_.instead), complete[0]);
        }
        if (with_.draft) pen.remove('drafts', with_.draft);
      },
      { isNew: true },
    ),
  );
  return complete.map(({ id }) => id);
}

/**
 * Sends what waits now; it is sent by itself as well.
 * @returns {Promise<import('../sync/outbox.js').RoundEnd>} what stood in the way, or 'empty'
 */
export function sendNow() {
  return send();
}

/**
 * Removes an entry that a parent no longer wants, with its file, and with all that was to come
 * after it.
 * @param {string} id
 */
export function removeEntry(id) {
  return changeOutbox((pen) => removeWith(pen, id));
}

/**
 * Takes an entry out to be changed where it was made: it isn't sent meanwhile. `enqueue` with
 * `instead` puts the changed one in its place; `resumeEntry` sends it as it was.
 * @param {string} id
 * @returns {Promise<Entry>}
 * @throws {Overtaken} it was sent, and nobody knows yet whether it arrived; or it isn't there
 */
export function reviseEntry(id) {
  return changeOutbox(async (pen) => {
    const entry = await changeable(pen, id);
    if (entry.state === 'needs_you') return entry;
    const revised = { ...entry, state: 'needs_you', refusal: ofThisPhone('editing') };
    pen.put('outbox', revised);
    return /** @type {Entry} */ (revised);
  });
}

/**
 * Sends an entry as it is, after all. One that the server said no to goes under a new id, since
 * it would get the same answer again.
 * @param {string} id
 */
export function resumeEntry(id) {
  return changeOutbox(
    async (pen) => {
      const entry = /** @type {Entry | undefined} */ (await pen.get('outbox', id));
      if (entry?.state !== 'needs_you') return;
      const { refusal, refused_at, later, ...rest } = entry;
      const isKnown = !OF_THIS_PHONE.includes(refusal?.code ?? '');
      const state = /** @type {const} */ ('waiting');
      const resumed = { ...rest, id: isKnown ? newId() : id, state, tried: false };
      if (isKnown) await replaceEntry(pen, entry, resumed);
      else pen.put('outbox', resumed);
    },
    { isNew: true },
  );
}

/**
 * @param {NewEntry} entry
 * @param {string} made_at
 * @returns {Entry}
 */
function completed(entry, made_at) {
  const { id = newId(), version = 1, after = [], ...rest } = entry;
  return { id, version, after, ...rest, made_at, state: 'waiting' };
}

/** @param {string} code */
function ofThisPhone(code) {
  return { code, message: '', hint: '', fields: {} };
}

/**
 * @param {Pen} pen
 * @param {string} id
 * @returns {Promise<Entry>}
 */
async function changeable(pen, id) {
  const entry = /** @type {Entry | undefined} */ (await pen.get('outbox', id));
  const isUnknown = entry?.state === 'waiting' && entry.tried;
  if (!entry || isUnknown || entry.state === 'delivered') throw new Overtaken();
  return entry;
}

/**
 * @param {Pen} pen
 * @param {string} id
 */
async function removeWith(pen, id) {
  const entries = /** @type {Entry[]} */ (await pen.all('outbox'));
  const removed = new Set([id]);
  for (let before = 0; before < removed.size; ) {
    before = removed.size;
    for (const entry of entries) {
      if (entry.after.some((one) => removed.has(one))) removed.add(entry.id);
    }
  }
  for (const entry of entries) {
    const wasThere = entry.id !== id && entry.state === 'delivered';
    if (!removed.has(entry.id) || wasThere) continue;
    pen.remove('outbox', entry.id);
    if (entry.file) removeFile(pen, entry.file);
  }
}
