/** @typedef {import('./outbox.js').Entry} Entry */
/** @typedef {import('./outbox.js').KeptFile} KeptFile */

/**
 * The entries that can go now, in an order in which each comes after what it waits for. What
 * waits for an entry that needs somebody stays; all others never wait for it.
 * @param {Entry[]} entries
 * @param {KeptFile[]} files
 * @param {ReadonlySet<string>} putOff ids that the server wants later
 * @returns {Entry[]}
 */
export function readyEntries(entries, files, putOff) {
  const open = new Map(entries.filter(isOpen).map((entry) => [entry.id, entry]));
  const arrived = new Set(files.filter(hasArrived).map(({ id }) => id));
  /** @type {Map<string, Entry>} */
  const ready = new Map();
  for (let before = -1; before < ready.size; ) {
    before = ready.size;
    for (const entry of open.values()) {
      const isFree = entry.after.every((id) => ready.has(id) || !open.has(id));
      const canGo = entry.state === 'waiting' && !putOff.has(entry.id);
      const hasFile = !entry.file || arrived.has(entry.file);
      if (isFree && canGo && hasFile) ready.set(entry.id, entry);
    }
  }
  return [...ready.values()];
}

/**
 * The file to send next: the one with the least still to go, so that something arrives soon.
 * @param {KeptFile[]} files
 * @param {ReadonlySet<string>} putOff ids
 * @returns {KeptFile | undefined}
 */
export function nextFile(files, putOff) {
  const left = (/** @type {KeptFile} */ file) => file.size - file.sent;
  return files
    .filter((file) => isToSend(file) && !putOff.has(file.id))
    .sort((one, other) => left(one) - left(other) || (one.id < other.id ? -1 : 1))[0];
}

/**
 * Whether a file is still to be sent, and could be: a draft may not say yet for which card it is.
 * @param {KeptFile} file
 */
export function isToSend({ state, refusal, policy_id }) {
  return (state === 'waiting' || state === 'sending') && !refusal && policy_id !== '';
}

/** @param {KeptFile} file */
function hasArrived({ state }) {
  return state === 'delivered';
}

/** @param {Entry} entry */
function isOpen({ state }) {
  return state !== 'delivered';
}
