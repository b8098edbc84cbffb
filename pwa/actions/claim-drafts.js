import { removeFile } from '../db/file-bytes.js';
import { changeOutbox, readOutbox } from '../db/outbox.js';
import { formOf } from '../lib/claim-command.js';
import { saveDraft } from './drafts.js';
import { reviseEntry } from './outbox.js';

/** @typedef {import('../lib/claims.js').ClaimForm} ClaimForm */
/** @typedef {{id: string, policy_id: string, step: number, form: ClaimForm}} ClaimDraft */
/** More documents for a claim. @typedef {{claim_id: string, note: string}} MoreForm */
/**
 * @typedef {ClaimDraft | {id: string, kind: 'claim_more', policy_id: string, step: number,
 *   form: MoreForm} | {id: string, kind: 'dose', policy_id: string, step: number,
 *   form: import('../lib/dose-form.js').DoseForm} | {id: string, kind: 'complaint',
 *   policy_id: string, step: number, form: import('../lib/complaints.js').ComplaintForm}
 *   | {id: string, kind: 'complaint_again', policy_id: string, step: number,
 *   form: {complaint_id: string, reason: string}}} AnyDraft
 */

/** How long typing may pause before it is written down. */
const PAUSE_MS = 400;

/** @type {AnyDraft | null} */
let pending = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Promise<void>} */
let writing = Promise.resolve();

/**
 * Keeps a claim that is being filled in, once typing pauses; it is the claim's id as well.
 * @param {AnyDraft} draft
 * @param {(error: unknown) => void} onEnd hears when it is on the disk, or why it isn't
 */
export function keepSoon(draft, onEnd) {
  pending = draft;
  clearTimeout(timer);
  timer = setTimeout(() => keepNow().then(() => onEnd(null), onEnd), PAUSE_MS);
}

/**
 * Keeps what was typed now: before another step, and before the camera opens, which may end the
 * page.
 * @throws {NotKept | DOMException}
 */
export function keepNow() {
  clearTimeout(timer);
  const draft = pending;
  pending = null;
  if (draft) {
    const before = writing.catch(() => {});
    writing = before.then(() => saveDraft({ kind: 'claim', ...draft, form: { ...draft.form } }));
  }
  return writing;
}

/** Lets what wasn't written yet go: the claim was sent, or isn't wanted any more. */
export async function stopKeeping() {
  clearTimeout(timer);
  pending = null;
  await writing.catch(() => {});
}

/**
 * Forgets what was being filled in, with its photos; those that are in the queue already stay
 * there.
 * @param {string} id
 */
export async function discardFilling(id) {
  await stopKeeping();
  return changeOutbox(async (pen) => {
    pen.remove('drafts', id);
    const queued = new Set((await pen.all('outbox')).map(({ file }) => file));
    for (const file of await pen.all('outbox_files')) {
      if (file.owner === id && !queued.has(file.id)) removeFile(pen, file.id);
    }
  });
}

/**
 * Opens the form of a claim that is in the queue again, with what the server said about it.
 * @param {string} entryId of its `claims.open`
 * @returns {Promise<{id: string, step: number}>}
 * @throws {Overtaken} it was sent meanwhile
 */
export async function reopenClaim(entryId) {
  const entry = await reviseEntry(entryId);
  const args = /** @type {any} */ (entry.args);
  const { id } = args.claim;
  const { drafts } = await readOutbox();
  const known = drafts.find((draft) => draft.id === id);
  if (known?.form.entry === entryId) return { id, step: Number(known.step) };
  const { fields = {}, message = '', hint = '' } = entry.refusal ?? {};
  const form = { ...formOf(args), entry: entryId, refused: fields, said: [message, hint] };
  const step = stepOf(Object.keys(fields));
  await saveDraft({ id, kind: 'claim', policy_id: entry.policy_id, step, form });
  return { id, step };
}

/**
 * The first step that has something to mend.
 * @param {string[]} fields paths
 */
function stepOf(fields) {
  if (fields.some((path) => /^claim\.(kind|internet)/.test(path))) return 1;
  return fields.some((path) => path.startsWith('claim.')) ? 2 : 4;
}
