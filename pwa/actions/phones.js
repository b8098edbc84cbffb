import { announceRows, erasePolicy } from '../db/collections.js';
import { holdPolicy } from '../db/outbox-unbound.js';
import { nowInstant } from '../lib/clock.js';
import { Refused } from '../lib/outcome.js';
import { request } from '../sync/http.js';
import { enqueue } from './outbox.js';

/**
 * @typedef {{binding_id: string, name: string, bound_at: string, last_contact_at: string,
 *   this: boolean}} Phone
 */

/**
 * The phones that hold a card, asked of the server each time.
 * @param {string} policyId
 * @returns {Promise<Phone[]>}
 * @throws {NoSignal | Refused}
 */
export async function listPhones(policyId) {
  return (await request('GET', `/api/policies/${policyId}/phones`)).phones;
}

/**
 * Sends a code to the policyholder's phone, for what an owner of the card must confirm.
 * @param {string} policyId
 * @returns {Promise<{challenge: string, resend_after_s: number}>}
 * @throws {NoSignal | Refused}
 */
export function askStepUp(policyId) {
  return request('POST', '/api/step-up/code', { policy_id: policyId });
}

/**
 * Confirms with the code; good for 10 minutes.
 * @param {string} challenge
 * @param {string} code
 * @returns {Promise<{until: string}>}
 * @throws {NoSignal | Refused} 422 `step_up_failed`
 */
export function stepUp(challenge, code) {
  return request('POST', '/api/step-up', { challenge, code });
}

/**
 * Takes a card off a phone; that phone forgets it at its next contact.
 * @param {string} policyId
 * @param {string} bindingId
 * @throws {NoSignal | Refused} 403 `step_up_required` for a phone other than this one
 */
export async function unbindPhone(policyId, bindingId) {
  await request('POST', `/api/policies/${policyId}/phones/${bindingId}/unbind`, {});
}

/**
 * Gives a phone of the family another name, as soon as there is signal.
 * @param {string} policyId
 * @param {string} bindingId
 * @param {string} name
 */
export async function renamePhone(policyId, bindingId, name) {
  await enqueue([
    {
      policy_id: policyId,
      name: 'devices.rename',
      args: { binding_id: bindingId, name },
      title: { key: 'outbox.rename', params: { name } },
      made_on: `/me/phones/${policyId}`,
    },
  ]);
}

/**
 * Takes a card off this phone, and forgets it here at once.
 * @param {string} policyId
 * @throws {NoSignal | Refused}
 */
export async function forgetCard(policyId) {
  try {
    const own = (await listPhones(policyId)).find((phone) => phone.this);
    if (own) await unbindPhone(policyId, own.binding_id);
  } catch (error) {
    // Not this phone's any more: an earlier try went through, or somebody else unbound it.
    if (!(error instanceof Refused && error.status === 404)) throw error;
  }
  await holdPolicy(policyId, nowInstant());
  await erasePolicy(policyId);
  announceRows();
}
