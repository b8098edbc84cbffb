import { readLocal } from '../db/local.js';
import { readOutbox } from '../db/outbox.js';
import { tidy } from '../db/outbox-age.js';
import { isToSend, nextFile, readyEntries } from '../lib/outbox-order.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { serverMs, silenceMs } from './http.js';
import { isThere } from './probe.js';
import { push } from './push.js';
import { sendPiece } from './uploads.js';

/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/**
 * How a round ended: nothing is left that could go · no answer of ours came · the server wants
 * some of it later · it doesn't know this browser · the new texts were not agreed to · photos wait
 * for Wi-Fi.
 * @typedef {'empty' | 'no_signal' | 'later' | 'paused' | 'consents' | 'wifi'} RoundEnd
 * @typedef {{putOff: Set<string>, inVain: Map<string, number>}} Round
 * putOff: what the server wants later; inVain: steps in a row that brought nothing, by file
 */

/** @type {Awaited<ReturnType<typeof readOutbox>>} */
const NOTHING = { entries: [], files: [], drafts: [] };
const HEARD_JUST_NOW_MS = 3_000;
const PROBE_MS = 5_000;
/** So many steps in a row that bring nothing, and a file waits for the next round. */
const PATIENCE = 4;

/**
 * Sends what waits, commands before files, until nothing is left or something stands in the way.
 * What is sent twice, here or by another page, arrives once.
 * @param {() => boolean} isOurs whether nobody has taken over meanwhile
 * @returns {Promise<RoundEnd>}
 */
export async function drain(isOurs) {
  /** @type {Round} */
  const round = { putOff: new Set(), inVain: new Map() };
  try {
    const held = await heldBy();
    if (held) return held;
    while (isOurs() && (await step(round)));
    const nowMs = serverMs();
    if (nowMs !== null) await tidy(nowMs);
    return await endOf(round);
  } catch (error) {
    return endWith(error);
  }
}

/** Whether there is anything that could be sent; a window that keeps nothing has nothing. */
export async function somethingWaits() {
  const { entries, files } = await readOutbox().catch(() => NOTHING);
  return entries.some(({ state }) => state === 'waiting') || files.some(isToSend);
}

/** @returns {Promise<'paused' | 'consents' | null>} what forbids to send anything */
async function heldBy() {
  if (await readLocal('session_lost')) return 'paused';
  return (await readLocal('consents'))?.refused ? 'consents' : null;
}

/**
 * @param {Round} round
 * @returns {Promise<boolean>} whether there may be more to do
 */
async function step(round) {
  const { entries, files } = await readOutbox();
  const ready = readyEntries(entries, files, round.putOff);
  if (ready.length > 0) {
    await pushSome(round, ready, files);
    return true;
  }
  const file = (await mayUseNetwork()) && nextFile(files, round.putOff);
  if (file) await sendSome(round, file);
  return Boolean(file);
}

/**
 * @param {Round} round
 * @param {import('../lib/outbox.js').Entry[]} ready
 * @param {KeptFile[]} files
 */
async function pushSome(round, ready, files) {
  await makeSure();
  try {
    for (const { id, status } of await push(ready, files)) {
      if (status === 'later') round.putOff.add(id);
    }
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 401) throw error;
    for (const { id } of ready) round.putOff.add(id); // the files can go meanwhile
  }
}

/**
 * @param {Round} round
 * @param {KeptFile} file
 */
async function sendSome(round, file) {
  const brought = await sendPiece(file);
  const vain = brought === 'stuck' ? (round.inVain.get(file.id) ?? 0) + 1 : 0;
  round.inVain.set(file.id, vain);
  if (brought === 'later' || vain >= PATIENCE) round.putOff.add(file.id);
}

/**
 * @param {Round} round
 * @returns {Promise<RoundEnd>}
 */
async function endOf({ putOff }) {
  if (putOff.size > 0) return 'later';
  const { files } = await readOutbox();
  return files.some(isToSend) ? 'wifi' : 'empty';
}

/**
 * An entry that was sent without an answer can't be changed any more: so nothing is sent before
 * the server was heard.
 * @throws {NoSignal}
 */
async function makeSure() {
  if (silenceMs() < HEARD_JUST_NOW_MS) return;
  if (!(await isThere(PROBE_MS))) throw new NoSignal('unreachable');
}

/** Whether files may go over the network in use: some families pay for every megabyte. */
async function mayUseNetwork() {
  const connection = /** @type {any} */ (navigator).connection;
  if (connection?.type !== 'cellular') return true;
  return !(await readLocal('photos_on_wifi'));
}

/**
 * @param {unknown} error
 * @returns {RoundEnd}
 */
function endWith(error) {
  if (error instanceof NoSignal) return 'no_signal';
  if (!(error instanceof Refused)) throw error;
  return error.status === 401 ? 'paused' : 'later';
}
