import { readBytes, readWhole } from '../db/file-bytes.js';
import { changeOutbox } from '../db/outbox.js';
import { MOST_RESTARTS, refusalOf } from '../db/outbox-answers.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { sha256Of } from '../lib/sha256.js';
import { serverMs } from './http.js';
import { paced, pieceBytes } from './pace.js';
import { noteLostSession } from './push.js';
import { append, create, end, look } from './tus.js';

/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('./tus.js').TusAnswer} TusAnswer */
/**
 * moved: go on with the next piece · done: it is on the server, proved by its sha256 ·
 * stuck: this step brought nothing, another may · later: the server wants it later ·
 * needs_you: it can't go as it is
 * @typedef {'moved' | 'done' | 'stuck' | 'later' | 'needs_you'} Step
 */

/** The uploads whose offset the server told since this page began. @type {Set<string>} */
const located = new Set();

/**
 * Takes a file one step further: finds out where its upload stands, or sends one piece. Each step
 * may be done twice, by two pages at once.
 * @param {KeptFile} file
 * @returns {Promise<Step>}
 * @throws {NoSignal}
 * @throws {Refused} 401: the server doesn't know this browser
 */
export async function sendPiece(file) {
  if (!file.upload) return begin(file);
  if (!located.has(file.id)) return meet(file, await look(file.upload.url));
  const { url, offset } = file.upload;
  const bytes = await readBytes(file, offset, Math.min(offset + pieceBytes(), file.size));
  if (!bytes) return refuse(file, { code: 'unreadable' });
  try {
    const answer = await paced(bytes.length, (patience) => append(url, offset, bytes, patience));
    return await meet(file, answer);
  } catch (error) {
    located.delete(file.id);
    if (error instanceof NoSignal) return 'stuck';
    throw error;
  }
}

/** @param {KeptFile} file */
async function begin(file) {
  const answer = await create(file);
  const { status } = answer;
  // The card isn't this phone's, which a pull will say as well.
  if (status === 404) return refuse(file, { code: 'gone' }, 'waiting');
  if (status === 409) return refuse(file, answer.said);
  return meet(file, answer);
}

/**
 * Draws the conclusions from one answer.
 * @param {KeptFile} file
 * @param {TusAnswer} answer
 * @returns {Promise<Step>}
 */
async function meet(file, answer) {
  const { status, said } = answer;
  if (status < 300 && answer.offset !== null) return goOn(file, answer, answer.offset);
  located.delete(file.id);
  if (status === 401) {
    await noteLostSession();
    throw new Refused(status, said);
  }
  if (status === 404 || status === 410) return startAgain(file);
  // Another offset, a chunk still arriving, a damaged one: asking how far it has come helps.
  if (status === 409 || status === 423 || status === 460) return 'stuck';
  if (status < 400 || status === 408 || status === 429 || status >= 500) {
    await note(file, { later: said.code || 'unavailable' });
    return 'later';
  }
  return refuse(file, said);
}

/**
 * @param {KeptFile} file
 * @param {TusAnswer} answer
 * @param {number} offset
 * @returns {Promise<Step>}
 */
async function goOn(file, { url, sha256 }, offset) {
  if (sha256) return sha256 === file.sha256 ? deliver(file, url) : doubt(file, url);
  const isStuck = offset >= file.size;
  if (isStuck) located.delete(file.id);
  else located.add(file.id);
  await note(file, { upload: { url, offset }, sent: offset, state: 'sending', later: undefined });
  return isStuck ? 'stuck' : 'moved';
}

/**
 * @param {KeptFile} file
 * @param {string} url
 * @returns {Promise<Step>}
 */
async function deliver(file, url) {
  const upload = { url, offset: file.size };
  await note(file, { upload, sent: file.size, state: 'delivered', later: undefined });
  return 'done';
}

/**
 * The server counted another sha256: either the bytes here are no longer those that were kept, or
 * something happened on their way.
 * @param {KeptFile} file
 * @param {string} url
 * @returns {Promise<Step>}
 */
async function doubt(file, url) {
  const whole = await readWhole(file);
  if (!whole || (await sha256Of(whole)) !== file.sha256) {
    return refuse(file, { code: 'unreadable' });
  }
  const restarts = (file.restarts ?? 0) + 1;
  if (restarts > MOST_RESTARTS) return refuse(file, { code: 'upload_mismatch' });
  await end(url);
  await note(file, { restarts });
  return startAgain(file);
}

/**
 * @param {KeptFile} file
 * @returns {Promise<Step>}
 */
async function startAgain(file) {
  located.delete(file.id);
  await note(file, { upload: null, sent: 0, state: 'waiting' });
  return 'stuck';
}

/**
 * This file alone needs somebody; all others go on.
 * @param {KeptFile} file
 * @param {Partial<import('../lib/outbox.js').Refusal>} said
 * @param {'unreadable' | 'waiting'} [state]
 * @returns {Promise<Step>}
 */
async function refuse(file, said, state = 'unreadable') {
  const refused_at = new Date(serverMs() ?? Date.now()).toISOString();
  await note(file, { state, refusal: refusalOf(said), refused_at, later: undefined });
  return 'needs_you';
}

/**
 * Changes what is known of a file, unless it was removed or delivered meanwhile.
 * @param {KeptFile} file
 * @param {Partial<KeptFile>} changes
 */
function note({ id }, changes) {
  return changeOutbox(async (pen) => {
    const file = /** @type {KeptFile | undefined} */ (await pen.get('outbox_files', id));
    if (file && file.state !== 'delivered') pen.put('outbox_files', { ...file, ...changes });
  });
}
