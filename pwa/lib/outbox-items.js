/** @typedef {import('./outbox.js').Entry} Entry */
/** @typedef {import('./outbox.js').KeptFile} KeptFile */
/** @typedef {'waiting' | 'sending' | 'needs_you' | 'delivered'} ItemState */
/**
 * One line of the list: an entry, or the photos of one claim or complaint.
 * @typedef {{id: string, policy_id: string, state: ItemState, entries: Entry[],
 *   files: KeptFile[], arrived: number, percent: number | null}} Item
 * arrived: how many of its files are on the server; percent: of its bytes, null without files
 */

/** Commands that bring a photo: what the args name its owner by, and what says it won't come. */
export const PHOTOS = /** @type {Record<string, {owner: string, drop: string, title: string}>} */ ({
  'claims.attach': { owner: 'claim_id', drop: 'claims.drop', title: 'claims.queue.drop' },
  'complaints.attach': {
    owner: 'complaint_id',
    drop: 'complaints.drop',
    title: 'complaints.queue.drop',
  },
});

/**
 * What the list shows, oldest first. Photos of one claim or complaint are one line, but for those
 * that need somebody, which have a line each.
 * @param {Entry[]} entries oldest first
 * @param {KeptFile[]} files
 * @returns {Item[]}
 */
export function itemsOf(entries, files) {
  const byId = new Map(files.map((file) => [file.id, file]));
  /** @type {Map<string, Entry[]>} */
  const lines = new Map();
  for (const entry of entries) {
    const line = lineOf(entry, byId);
    lines.set(line, [...(lines.get(line) ?? []), entry]);
  }
  return [...lines].map(([id, members]) => itemOf(id, members, byId));
}

/**
 * @param {Entry} entry
 * @param {Map<string, KeptFile>} files
 */
function lineOf(entry, files) {
  const photo = PHOTOS[entry.name];
  return photo && !needsYou(entry, files) ? `photos ${entry.args[photo.owner]}` : entry.id;
}

/**
 * @param {string} id
 * @param {Entry[]} entries
 * @param {Map<string, KeptFile>} byId
 * @returns {Item}
 */
function itemOf(id, entries, byId) {
  const files = entries.flatMap(({ file = '' }) => byId.get(file) ?? []);
  const size = total(files, 'size');
  return {
    id,
    policy_id: entries[0]?.policy_id ?? '',
    state: stateOf(entries, files, byId),
    entries,
    files,
    arrived: entries.filter(({ state }) => state === 'delivered').length,
    percent: size > 0 ? Math.floor((total(files, 'sent') / size) * 100) : null,
  };
}

/**
 * @param {Entry[]} entries
 * @param {KeptFile[]} files
 * @param {Map<string, KeptFile>} byId
 * @returns {ItemState}
 */
function stateOf(entries, files, byId) {
  if (entries.some((entry) => needsYou(entry, byId))) return 'needs_you';
  if (entries.every(({ state }) => state === 'delivered')) return 'delivered';
  return files.some(({ state }) => state === 'sending') ? 'sending' : 'waiting';
}

/**
 * @param {Entry} entry
 * @param {Map<string, KeptFile>} files
 */
function needsYou({ state, file = '' }, files) {
  if (state === 'delivered') return false;
  return state === 'needs_you' || files.get(file)?.state === 'unreadable';
}

/**
 * @param {KeptFile[]} files
 * @param {'size' | 'sent'} what
 */
function total(files, what) {
  return files.reduce((sum, file) => sum + file[what], 0);
}
