/** @typedef {import('./claims.js').ClaimKind} ClaimKind */
/** @typedef {import('./claims.js').DocumentKind} DocumentKind */
/** @typedef {{kind: DocumentKind, isOptional: boolean}} Need */

/** @type {Record<string, string>} */
export const DOCUMENT_ICONS = {
  invoice: 'claim',
  medical_record: 'file',
  exam_report: 'flask',
  prescription: 'file',
  child_id: 'id',
  other: 'image',
  e_card: 'card',
  bank_account: 'bankcard',
  claim_form: 'pen',
  signature: 'pen',
};

/**
 * What a family photographs for a kind of claim (manual, chapter 9), in the order of the page.
 * @param {ClaimKind | ''} kind
 * @param {boolean} hasChildId the child's ID came with an earlier claim
 * @returns {Need[]}
 */
export function needsOf(kind, hasChildId) {
  return [
    need('invoice'),
    need('medical_record'),
    ...(kind === 'internet' ? [need('prescription', true)] : []),
    need('exam_report', true),
    ...(hasChildId ? [] : [need('child_id')]),
    need('other', true),
  ];
}

/**
 * What is still to be brought. Test reports count until it was said that there are none.
 * @param {Need[]} needs
 * @param {DocumentKind[]} here
 * @param {boolean} noExam
 * @returns {DocumentKind[]}
 */
export function missingOf(needs, here, noExam) {
  const isAsked = (/** @type {Need} */ { kind, isOptional }) =>
    !isOptional || (kind === 'exam_report' && !noExam);
  return needs.filter((one) => isAsked(one) && !here.includes(one.kind)).map(({ kind }) => kind);
}

/**
 * @param {DocumentKind} kind
 * @param {boolean} [isOptional]
 * @returns {Need}
 */
function need(kind, isOptional = false) {
  return { kind, isOptional };
}
