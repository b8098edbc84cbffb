/** @typedef {import('./claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('./claims.js').ClaimDocument} ClaimDocument */
/**
 * Where a claim stands, as a family sees it: sent back · not on the server yet · its photos still
 * on this phone, or on another · collected · looked at · the family's turn · how it ended.
 * @typedef {'refused' | 'unsent' | 'photos' | 'elsewhere' | 'complete' | 'assessment' | 'requested'
 *   | 'approved' | 'partly' | 'declined' | 'paid' | 'withdrawn'} Where
 */

/** Who has the ball: nobody any more, the family, or the service. */
const OVER = ['approved', 'partly', 'declined', 'paid', 'withdrawn'];
const TURN = ['refused', 'requested'];

/**
 * @param {ShownClaim} claim
 * @param {ClaimDocument[]} documents of the claim
 * @param {(document: ClaimDocument) => boolean} isHere whether this phone has it
 * @returns {Where}
 */
export function whereIs(claim, documents, isHere) {
  const { status, outcome, unsent } = claim;
  if (status === 'withdrawn' || status === 'paid') return status;
  if (unsent && unsent.state !== 'delivered') {
    return unsent.state === 'needs_you' ? 'refused' : 'unsent';
  }
  if (status === 'decided') return outcome ?? 'partly';
  if (status === 'documents_requested' && isAsking(claim, documents)) return 'requested';
  const coming = documents.filter(({ state }) => state === 'expected');
  if (coming.some(isHere)) return 'photos';
  if (coming.length > 0) return 'elsewhere';
  if (status === 'announced' || status === 'complete') return 'complete';
  return 'assessment';
}

/** @param {Where} where */
export function isOver(where) {
  return OVER.includes(where);
}

/** @param {Where} where */
export function isFamilysTurn(where) {
  return TURN.includes(where);
}

/**
 * Whether something that was asked for hasn't been handed in.
 * @param {ShownClaim} claim
 * @param {ClaimDocument[]} documents
 */
export function isAsking({ requests }, documents) {
  const isOpen = requests.some(({ answered_at }) => !answered_at);
  return isOpen || documents.some(({ state }) => state === 'retake_requested');
}

/**
 * A document's number among those of its kind, as the family counts them.
 * @param {ClaimDocument} document
 * @param {ClaimDocument[]} documents of the claim
 */
export function numberOf({ id, kind }, documents) {
  const alike = documents.filter((one) => one.kind === kind && one.state !== 'replaced');
  return alike.findIndex((one) => one.id === id) + 1;
}

/**
 * The documents that count: not those that were replaced or will not come.
 * @param {ClaimDocument[]} documents
 */
export function standing(documents) {
  return documents.filter(({ state }) => state !== 'replaced' && state !== 'dropped');
}
