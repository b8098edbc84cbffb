import { computed } from '@preact/signals';
import { claimOverlays } from '../lib/claim-overlay.js';
import { entries, files, overlaid, showIn } from './outbox.js';
import { accountRows, cards, claimRows, documentRows } from './queries.js';

/** @typedef {import('../lib/claims.js').ClaimDocument} ClaimDocument */
/** @typedef {import('../lib/claims.js').PayoutAccount} PayoutAccount */
/** @typedef {import('../lib/claim-overlay.js').ShownClaim} ShownClaim */

for (const overlay of claimOverlays) showIn(...overlay);

/** Every claim of the family, the latest visit first, with what this phone has yet to send. */
export const claims = computed(() =>
  [.../** @type {ShownClaim[]} */ (overlaid('claims', claimRows.value))].sort((one, other) =>
    order(one) < order(other) ? 1 : -1,
  ),
);
export const documents = computed(() =>
  [.../** @type {ClaimDocument[]} */ (overlaid('claim_documents', documentRows.value))].sort(
    (one, other) => one.position - other.position,
  ),
);
export const accounts = computed(
  () => /** @type {PayoutAccount[]} */ (overlaid('payout_accounts', accountRows.value)),
);

/** @param {string} id */
export function claimOf(id) {
  return claims.value.find((claim) => claim.id === id);
}

/** @param {string} claimId */
export function documentsOf(claimId) {
  return documents.value.filter((document) => document.claim_id === claimId);
}

/** @param {string} policyId accounts that a payout may go to */
export function accountsOf(policyId) {
  return accounts.value.filter((one) => one.policy_id === policyId && one.state !== 'replaced');
}

/** @param {string | null} id */
export function accountOf(id) {
  return accounts.value.find((account) => account.id === id);
}

/** @param {string} owner a draft or a claim */
export function filesOf(owner) {
  return files.value.filter((file) => file.owner === owner);
}

/** @param {string} claimId the entries that bring its documents */
export function attachmentsOf(claimId) {
  return entries.value.filter(
    ({ name, args }) => name === 'claims.attach' && args.claim_id === claimId,
  );
}

/**
 * Whether the child's ID came with another claim, under any of its policies.
 * @param {string} policyId
 * @param {string} claimId
 */
export function hasChildId(policyId, claimId) {
  const child = cards.value.find(({ id }) => id === policyId)?.child_id;
  const own = cards.value.filter(({ child_id }) => child_id === child).map(({ id }) => id);
  return documents.value.some(
    ({ kind, state, policy_id, claim_id }) =>
      kind === 'child_id' &&
      state === 'received' &&
      own.includes(policy_id) &&
      claim_id !== claimId,
  );
}

/** @param {ShownClaim} claim */
function order({ visited_on, announced_at }) {
  return `${visited_on} ${announced_at}`;
}
