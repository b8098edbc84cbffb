import { removeFile } from './file-bytes.js';
import { keepLocal } from './local.js';
import { changeOutbox, readOutbox } from './outbox.js';
import { isUnbound } from './outbox-unbound.js';

/** @typedef {Awaited<ReturnType<typeof readOutbox>>} Held */

const DAY_MS = 24 * 60 * 60 * 1000;
const DELIVERED_MS = 7 * DAY_MS;
/** How long what wasn't sent stays after its card was taken off this phone. */
export const UNBOUND_MS = 30 * DAY_MS;

/**
 * Clears away what has been shown for long enough: receipts after a week; and 30 days after a
 * card was taken off this phone, what was never sent, of which a note stays.
 * @param {number} nowMs the server's clock: a phone's own must not end anything
 */
export async function tidy(nowMs) {
  const old = oldOf(await readOutbox(), nowMs);
  const { entries, files, drafts } = old;
  if (entries.length + files.length + drafts.length === 0) return;
  await changeOutbox((pen) => {
    for (const { id } of entries) pen.remove('outbox', id);
    for (const { id } of files) removeFile(pen, id);
    for (const { id } of drafts) pen.remove('drafts', id);
  });
  const count = entries.filter(isUnbound).length + drafts.length;
  if (count > 0) await keepLocal('outbox_forgotten', { count, at: new Date(nowMs).toISOString() });
}

/**
 * @param {Held} held
 * @param {number} nowMs
 * @returns {Held}
 */
function oldOf({ entries, files, drafts }, nowMs) {
  const isOver = (/** @type {string | undefined} */ at, /** @type {number} */ lifeMs) =>
    at !== undefined && nowMs - Date.parse(at) > lifeMs;
  const oldEntries = entries.filter((entry) =>
    entry.state === 'delivered'
      ? isOver(entry.delivered_at, DELIVERED_MS)
      : isUnbound(entry) && isOver(entry.refused_at, UNBOUND_MS),
  );
  const still = new Set(entries.filter((entry) => !oldEntries.includes(entry)).map(fileOf));
  const went = new Set(oldEntries.map(fileOf));
  const oldFiles = files.filter((file) => {
    if (still.has(file.id)) return false;
    return went.has(file.id) || (isUnbound(file) && isOver(file.refused_at, UNBOUND_MS));
  });
  const oldDrafts = drafts.filter(({ gone_at }) => isOver(gone_at, UNBOUND_MS));
  return { entries: oldEntries, files: oldFiles, drafts: oldDrafts };
}

/** @param {{file?: string}} entry */
function fileOf({ file }) {
  return file;
}
