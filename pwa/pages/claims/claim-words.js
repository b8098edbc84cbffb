import { isAsking, standing, whereIs } from '../../lib/claim-state.js';
import { chinaDate } from '../../lib/days.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { claims, documentsOf } from '../../store/claims.js';
import { files } from '../../store/outbox.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claims.js').ClaimDocument} ClaimDocument */
/** @typedef {import('../../lib/claim-state.js').Where} Where */
/** @typedef {import('../../components/pill.jsx').PillKind} PillKind */

/** @type {Record<Where, {kind: PillKind, icon: string}>} */
const LOOKS = {
  refused: { kind: 'turn', icon: 'turn' },
  unsent: { kind: 'wait', icon: 'nosignal' },
  photos: { kind: 'wait', icon: 'nosignal' },
  elsewhere: { kind: 'plain', icon: 'mobile' },
  complete: { kind: 'review', icon: 'hourglass' },
  assessment: { kind: 'review', icon: 'hourglass' },
  requested: { kind: 'turn', icon: 'turn' },
  approved: { kind: 'sent', icon: 'check' },
  partly: { kind: 'sent', icon: 'check' },
  declined: { kind: 'hold', icon: 'info' },
  paid: { kind: 'sent', icon: 'check' },
  withdrawn: { kind: 'plain', icon: 'undo' },
};

/** @param {ShownClaim} claim */
export function whereOf(claim) {
  return whereIs(claim, documentsOf(claim.id), isHere);
}

/**
 * Whether this phone has a document, sent or not.
 * @param {ClaimDocument} document
 */
export function isHere({ id }) {
  return files.value.some((file) => file.id === id);
}

/**
 * The pill of a claim: its look and its words.
 * @param {ShownClaim} claim
 */
export function pillOf(claim) {
  const where = whereOf(claim);
  return { ...LOOKS[where], words: wordsOf(claim, where) };
}

/**
 * @param {ShownClaim} claim
 * @param {Where} where
 */
function wordsOf(claim, where) {
  const documents = documentsOf(claim.id);
  if (where === 'requested') {
    const retakes = documents.filter(({ state }) => state === 'retake_requested').length;
    return t(`claims.where.${retakes > 0 ? 'requested_photos' : 'requested'}`, { count: retakes });
  }
  const at = claim.paid_at ? day(chinaDate(Date.parse(claim.paid_at))) : '';
  return t(`claims.where.${where}`, { day: at });
}

/**
 * How many photos have arrived, or whose phone still has how many; '' when all are there.
 * @param {ShownClaim} claim
 */
export function photoWords(claim) {
  const documents = photosOf(claim.id);
  const coming = documents.filter(({ state }) => state === 'expected');
  if (coming.length === 0) return '';
  if (coming.some(isHere)) {
    const arrived = documents.length - coming.length;
    return t('claims.photos.own', { count: documents.length, arrived });
  }
  const phones = [...new Set(coming.map(({ phone }) => phone).filter(Boolean))];
  const phone = phones.join(t('claims.list_join')) || t('claims.photos.other_phone');
  return t('claims.photos.elsewhere', { count: coming.length, phone });
}

/**
 * The documents that a family brings: the signature is none, and what we make ourselves neither.
 * @param {string} claimId
 */
export function photosOf(claimId) {
  return standing(documentsOf(claimId)).filter(({ kind }) => !OURS.includes(kind));
}

const OURS = ['e_card', 'bank_account', 'claim_form', 'signature'];

/** How many claims wait for the family. */
export function countTurns() {
  return claims.value.filter((claim) => {
    const where = whereOf(claim);
    return where === 'refused' || (where === 'requested' && isAsking(claim, documentsOf(claim.id)));
  }).length;
}
