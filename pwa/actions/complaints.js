import { readOutbox } from '../db/outbox.js';
import { beginning, formOf, openArgs } from '../lib/complaint-form.js';
import { newId } from '../lib/ids.js';
import { tidyParagraph } from '../lib/typed.js';
import { stopKeeping } from './claim-drafts.js';
import { saveDraft } from './drafts.js';
import { enqueue, reviseEntry } from './outbox.js';

/** @typedef {import('../lib/complaints.js').Complaint} Complaint */
/** @typedef {import('../lib/complaints.js').ComplaintForm} ComplaintForm */
/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {{id: string, policy_id: string, form: ComplaintForm}} ComplaintDraft */

const MOST_IN_TITLE = 16;

/**
 * Hands a complaint in: its words, and after that each photo. All of it is on this phone's disk
 * when this returns, and goes to the server by itself.
 * @param {ComplaintDraft} draft
 * @param {KeptFile[]} files its photos
 * @param {Entry[]} attached of an earlier try that the server said no to: they stay in the queue
 * @throws {NotKept | Overtaken}
 */
export async function submitComplaint({ id, policy_id, form }, files, attached = []) {
  await stopKeeping();
  const open = newId();
  const kept = attached.filter(({ file }) => files.some((one) => one.id === file));
  const fresh = files.filter((file) => !kept.some((entry) => entry.file === file.id));
  const entries = [
    {
      id: open,
      policy_id,
      name: 'complaints.open',
      args: openArgs(id, form, files),
      title: title('open', form.text),
      made_on: `/complaints/new?entry=${open}`,
    },
    ...fresh.map((file) => ({
      policy_id,
      name: 'complaints.attach',
      args: { complaint_id: id, paper_id: file.id },
      file: file.id,
      after: [open],
      title: title('attach', form.text),
      made_on: `/complaints/${id}`,
    })),
  ];
  await enqueue(entries, [], {
    draft: id,
    instead: form.entry,
    without: attached.filter((entry) => !kept.includes(entry)).map((entry) => entry.id),
  });
}

/**
 * Opens the form of a complaint that is in the queue again, with what the server said about it.
 * @param {string} entryId of its `complaints.open`
 * @returns {Promise<string>} the draft's id, which is the complaint's
 * @throws {Overtaken} it was sent meanwhile
 */
export async function mendComplaint(entryId) {
  const entry = await reviseEntry(entryId);
  const args = /** @type {any} */ (entry.args);
  const { drafts } = await readOutbox();
  const known = drafts.find((draft) => draft.id === args.id);
  if (known?.form.entry === entryId) return args.id;
  const { fields = {}, message = '', hint = '' } = entry.refusal ?? {};
  const form = { ...formOf(args), entry: entryId, refused: fields, said: [message, hint] };
  await saveDraft({ id: args.id, kind: 'complaint', policy_id: entry.policy_id, step: 1, form });
  return args.id;
}

/**
 * Has an answered complaint looked at once more.
 * @param {Complaint} complaint
 * @param {string} reason
 * @param {{draft?: string, unsent?: Entry}} more unsent: the entry that says it and waits on this
 *   phone: it is changed where it is
 * @throws {NotKept | Overtaken}
 */
export async function reopenComplaint({ id, policy_id, text }, reason, { draft, unsent }) {
  await stopKeeping();
  if (unsent) await reviseEntry(unsent.id);
  await enqueue(
    [
      {
        policy_id,
        name: 'complaints.reopen',
        args: { complaint_id: id, reason: tidyParagraph(reason) },
        title: title('reopen', text),
        made_on: `/complaints/${id}/again`,
      },
    ],
    [],
    { draft, instead: unsent?.id },
  );
}

/**
 * Says that a complaint is settled.
 * @param {Complaint} complaint
 */
export async function closeComplaint({ id, policy_id, text }) {
  await enqueue([
    {
      policy_id,
      name: 'complaints.close',
      args: { complaint_id: id },
      title: title('close', text),
      made_on: `/complaints/${id}`,
    },
  ]);
}

/**
 * How the list of unsent things names it.
 * @param {string} words
 * @param {string} text of the complaint
 */
function title(words, text) {
  return { key: `complaints.queue.${words}`, params: { text: beginning(text, MOST_IN_TITLE) } };
}
