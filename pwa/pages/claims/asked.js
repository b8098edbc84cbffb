/** @typedef {import('../../lib/claims.js').ClaimDocument} ClaimDocument */
/**
 * A line of what can be added: a document that is taken again, or a kind.
 * @typedef {{kind: ClaimDocument['kind'], document?: ClaimDocument}} AskedLine
 */

/** @type {ClaimDocument['kind'][]} What a family may add unasked. */
const USUAL = ['invoice', 'medical_record', 'exam_report', 'other'];

/**
 * What the family is asked for, and for which request it is the answer; unasked, what it may add.
 * @param {import('../../lib/claim-overlay.js').ShownClaim} claim
 * @param {ClaimDocument[]} documents
 * @returns {{request_id?: string, lines: AskedLine[]}}
 */
export function askedOf({ requests }, documents) {
  const request = requests.find(({ answered_at }) => !answered_at);
  const retakes = documents.filter(({ state }) => state === 'retake_requested');
  const kinds = request?.kinds ?? [];
  const lines = [
    ...retakes.map((document) => ({ kind: document.kind, document })),
    ...kinds.map((kind) => ({ kind })),
  ];
  /** @type {AskedLine[]} */
  const unasked = USUAL.map((kind) => ({ kind }));
  return { request_id: request?.id, lines: lines.length > 0 ? lines : unasked };
}
