import { keepLocal, readLocal } from '../db/local.js';
import { keepResults, noteTried, noteUntried } from '../db/outbox-answers.js';
import { build } from '../lib/build.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { request } from './http.js';

/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../db/outbox-answers.js').Result} Result */

const MOST_COMMANDS = 50;
const MOST_CHARACTERS = 64 * 1024;
const PATIENCE_MS = 15_000;
/** A weak signal carries no less. */
const CHARACTERS_PER_MS = 1;

/**
 * Sends as many of these entries as one push takes, and keeps what the server says of each.
 * @param {Entry[]} ready in their order
 * @param {KeptFile[]} files
 * @returns {Promise<Result[]>}
 * @throws {NoSignal} no answer that can be believed: they may have arrived
 * @throws {Refused} all of it: 401 `no_session`, or what the server can't do now
 */
export async function push(ready, files) {
  const hashes = new Map(files.map(({ id, sha256, upload }) => [id, { sha256, upload }]));
  const chosen = await noteTried(asManyAsFit(ready).map(({ id }) => id));
  if (chosen.length === 0) return [];
  const commands = chosen.map((entry) => commandOf(entry, hashes.get(entry.file ?? '')));
  const results = await ask(commands);
  await keepResults(results.results, results.at);
  return results.results;
}

/**
 * @param {{id: string}[]} commands
 * @returns {Promise<{at: string, results: Result[]}>}
 */
async function ask(commands) {
  const ids = commands.map(({ id }) => id);
  const body = { build, commands };
  const timeoutMs = PATIENCE_MS + JSON.stringify(body).length / CHARACTERS_PER_MS;
  try {
    const answer = await request('POST', '/api/sync/push', body, { timeoutMs });
    if (!repeatsIds(answer?.results, ids)) throw new NoSignal('foreign');
    return answer;
  } catch (error) {
    if (error instanceof Refused) await noteRefusal(error, ids);
    throw error;
  }
}

/**
 * A refusal of the whole is the server's word that none of it was done; a fault of its own says
 * nothing of the kind.
 * @param {Refused} error
 * @param {string[]} ids
 */
async function noteRefusal(error, ids) {
  if (error.status < 500) await noteUntried(ids);
  if (error.status === 401) await noteLostSession();
}

/** The server doesn't know this browser: nothing is sent until a card is bound again. */
export async function noteLostSession() {
  if (!(await readLocal('session_lost'))) await keepLocal('session_lost', true);
}

/**
 * @param {Entry} entry
 * @param {Pick<KeptFile, 'sha256' | 'upload'> | undefined} file
 */
function commandOf({ id, policy_id, name, version, args, made_at, after }, file) {
  const upload_id = file?.upload?.url.split('/').pop();
  const filled = file ? { ...args, upload_id, sha256: file.sha256 } : args;
  return { id, policy_id, name, version, args: filled, made_at, after };
}

/** @param {Entry[]} entries */
function asManyAsFit(entries) {
  let characters = 0;
  return entries.slice(0, MOST_COMMANDS).filter((entry, place) => {
    characters += JSON.stringify(entry.args).length + 300;
    return place === 0 || characters < MOST_CHARACTERS;
  });
}

/**
 * @param {unknown} results
 * @param {string[]} ids
 */
function repeatsIds(results, ids) {
  if (!Array.isArray(results) || results.length !== ids.length) return false;
  return results.every((result, place) => result?.id === ids[place]);
}
