import { removeFile } from '../db/file-bytes.js';
import { changeOutbox } from '../db/outbox.js';
import { nowInstant } from '../lib/clock.js';

/** @typedef {import('../lib/outbox.js').Draft} Draft */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */

/**
 * Keeps what was filled in so far. Files of the draft follow it to another policy.
 * @param {Omit<Draft, 'updated_at'>} draft
 */
export function saveDraft(draft) {
  return changeOutbox(async (pen) => {
    pen.put('drafts', { ...draft, updated_at: nowInstant() });
    const { id, policy_id } = draft;
    for (const file of /** @type {KeptFile[]} */ (await pen.all('outbox_files'))) {
      if (file.owner !== id || file.policy_id === policy_id) continue;
      pen.put('outbox_files', { ...file, policy_id, upload: null, state: 'waiting', sent: 0 });
    }
  });
}

/**
 * Forgets a draft and its files.
 * @param {string} id
 */
export function dropDraft(id) {
  return changeOutbox(async (pen) => {
    pen.remove('drafts', id);
    for (const file of /** @type {KeptFile[]} */ (await pen.all('outbox_files'))) {
      if (file.owner === id) removeFile(pen, file.id);
    }
  });
}
