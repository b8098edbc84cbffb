import { changeOutbox, readOutbox } from './outbox.js';
import { putRefused, refusalOf } from './outbox-answers.js';

/** @typedef {import('../lib/outbox.js').Refusal} Refusal */
/** @typedef {import('./outbox.js').Pen} Pen */

/**
 * Keeps the entries of a policy that this phone was unbound from, for their parent to decide.
 * @param {string} policyId
 * @param {string} at
 */
export function holdPolicy(policyId, at) {
  return changeOfPolicy(policyId, (pen, { entries, files, drafts }) => {
    for (const entry of entries) {
      if (entry.state !== 'delivered') putRefused(pen, entry, { code: 'gone' }, at);
    }
    for (const file of files) {
      const refusal = { ...refusalOf({ code: 'gone' }), ...file.refusal };
      pen.put('outbox_files', { ...file, refusal, refused_at: at });
    }
    for (const draft of drafts) pen.put('drafts', { ...draft, gone_at: at });
  });
}

/**
 * Lets the entries of a policy go on, after this phone was bound to it again.
 * @param {string} policyId
 */
export async function resumePolicy(policyId) {
  const held = await readOutbox();
  const isHeld = [...held.entries, ...held.files, ...held.drafts].some(
    (one) => one.policy_id === policyId && ('gone_at' in one || isUnbound(one)),
  );
  if (!isHeld) return;
  await changeOfPolicy(
    policyId,
    (pen, { entries, files, drafts }) => {
      for (const { refusal, refused_at, ...entry } of entries.filter(isUnbound)) {
        pen.put('outbox', { ...entry, state: 'waiting' });
      }
      for (const { refusal, refused_at, ...file } of files.filter(isUnbound)) {
        pen.put('outbox_files', file);
      }
      for (const { gone_at, ...draft } of drafts) pen.put('drafts', draft);
    },
    true,
  );
}

/**
 * @param {object & {refusal?: Refusal}} one
 * @returns {boolean} whether it waits for its card to be bound again
 */
export function isUnbound({ refusal }) {
  return refusal?.code === 'gone' || refusal?.code === 'not_bound';
}

/**
 * @param {string} policyId
 * @param {(pen: Pen, held: Awaited<ReturnType<typeof readOutbox>>) => void} change
 * @param {boolean} [isNew]
 */
function changeOfPolicy(policyId, change, isNew = false) {
  const own = (/** @type {{policy_id: string}} */ one) => one.policy_id === policyId;
  return changeOutbox(
    async (pen) => {
      const entries = (await pen.all('outbox')).filter(own);
      const files = (await pen.all('outbox_files')).filter(own);
      const drafts = (await pen.all('drafts')).filter(own);
      change(pen, { entries, files, drafts });
    },
    { isNew },
  );
}
