import { announceRows, erasePolicy, readCookies, writeAnswer } from '../db/collections.js';
import { keepLocal, readLocal } from '../db/local.js';
import { holdPolicy, resumePolicy } from '../db/outbox-unbound.js';
import { build } from '../lib/build.js';
import { Refused } from '../lib/outcome.js';
import { request } from './http.js';

/** @typedef {import('../db/schema.js').PolicyAnswer} PolicyAnswer */
/** @typedef {import('../db/schema.js').Gone} Gone */
/**
 * @typedef {{at: string, min_build: string, policies: Record<string, PolicyAnswer | Gone>}}
 *   Pulled
 */

const MOST_ROUNDS = 100; // a server that always says `more` must not keep the phone busy for ever

/**
 * Brings every bound policy up to date: one request for all, again while one of them has more.
 * @returns {Promise<{minBuild: string}>}
 * @throws {NoSignal | Refused} 401 `no_session`: the server doesn't know this browser; the rows
 *   stay, since only an explicit `gone` erases, and binding again is asked for
 */
export async function pull() {
  let minBuild = '';
  for (let round = 0, more = true; more && round < MOST_ROUNDS; round += 1) {
    const cookies = await readCookies();
    const answer = await ask(cookies);
    more = await keep(answer, Object.keys(cookies));
    minBuild = answer.min_build;
  }
  await noteSession(false);
  return { minBuild };
}

/**
 * @param {Record<string, string>} cookies
 * @returns {Promise<Pulled>}
 */
async function ask(cookies) {
  try {
    return await request('POST', '/api/sync/pull', { build, cookies });
  } catch (error) {
    const isUnknown = error instanceof Refused && error.code === 'no_session';
    if (isUnknown && Object.keys(cookies).length > 0) await noteSession(true);
    throw error;
  }
}

/**
 * @param {Pulled} answer
 * @param {string[]} asked policy ids that this phone held
 * @returns {Promise<boolean>} whether a policy has more
 */
async function keep({ at, policies }, asked) {
  const contact = { at, heardMs: Date.now() };
  let more = false;
  for (const [policyId, answer] of Object.entries(policies)) {
    if ('gone' in answer) {
      await holdPolicy(policyId, at);
      await erasePolicy(policyId);
    } else {
      await writeAnswer(policyId, answer, contact);
      await resumePolicy(policyId);
      more ||= answer.more;
    }
  }
  if (asked.length > 0 || Object.keys(policies).length > 0) announceRows();
  return more;
}

/** @param {boolean} isLost */
async function noteSession(isLost) {
  if (Boolean(await readLocal('session_lost')) !== isLost) {
    await keepLocal('session_lost', isLost || undefined);
  }
}
