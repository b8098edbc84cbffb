import { missingOf, needsOf } from '../../../lib/claim-documents.js';
import { accountToMend } from '../../../lib/claim-form.js';
import { plainBankNumber } from '../../../lib/typed.js';
import { accountOf, accountsOf, filesOf, hasChildId } from '../../../store/claims.js';

/** @typedef {import('../../../actions/claim-drafts.js').ClaimDraft} ClaimDraft */
/** @typedef {import('../../../lib/claims.js').DocumentKind} DocumentKind */
/** @typedef {import('../../../lib/claims.js').TypedAccount} TypedAccount */
/** @typedef {import('../../../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {{holder: string, bank: string, last4: string, typed: TypedAccount}} Chosen */
/**
 * @typedef {{kind: DocumentKind, isOptional: boolean, isMissing: boolean, files: KeptFile[],
 *   flawed: KeptFile[]}} ShownNeed flawed: those that look bad and weren't accepted as they are
 */
/**
 * @typedef {{needs: ShownNeed[], account: Chosen | null, hasChildId: boolean, open: number,
 *   missing: DocumentKind[], files: KeptFile[]}} Checklist
 *   open: how many things still wait for the family
 */

/**
 * What a claim needs, and what there is of it.
 * @param {ClaimDraft} draft
 * @returns {Checklist}
 */
export function checklistOf(draft) {
  const { id, policy_id, form } = draft;
  const isKept = hasChildId(policy_id, id);
  const files = filesOf(id).filter(({ kind }) => kind !== 'signature');
  const bare = needsOf(form.kind, isKept);
  const here = /** @type {DocumentKind[]} */ (files.map(({ kind }) => kind));
  const missing = missingOf(bare, here, form.no_exam);
  const needs = bare.map((need) => {
    const own = files.filter(({ kind }) => kind === need.kind);
    const flawed = own.filter((file) => isFlawed(file, form.accepted));
    return { ...need, isMissing: missing.includes(need.kind), files: own, flawed };
  });
  const account = chosenAccount(draft);
  const open = needs.filter(({ isMissing, flawed }) => isMissing || flawed.length > 0).length;
  return {
    needs,
    account,
    hasChildId: isKept,
    open: open + (account ? 0 : 1),
    missing,
    files,
  };
}

/**
 * The account that a payout goes to: the one chosen, else one that the family has.
 * @param {ClaimDraft} draft
 * @returns {Chosen | null}
 */
export function chosenAccount({ policy_id, form: { account } }) {
  if (account?.isNew) {
    if (accountToMend(account).length > 0) return null;
    const last4 = plainBankNumber(account.number).slice(-4);
    return { holder: account.holder, bank: account.bank, last4, typed: account };
  }
  const all = accountsOf(policy_id);
  const known =
    accountOf(account?.id ?? null) ?? all.find(({ state }) => state === 'confirmed') ?? all.at(-1);
  if (!known) return null;
  const { id, holder, bank, last4 } = known;
  return { holder, bank, last4, typed: { id, isNew: false, holder: '', bank: '', number: '' } };
}

/**
 * Whether a photo should be taken again: it looks bad, or the phone lost it.
 * @param {KeptFile} file
 * @param {string[]} accepted ids
 */
export function isFlawed(file, accepted) {
  if (file.state === 'unreadable') return true;
  return flawsIn(file).length > 0 && !accepted.includes(file.id);
}

/**
 * @param {KeptFile} file
 * @returns {import('../../../lib/photo.js').Flaw[]}
 */
export function flawsIn({ checks }) {
  return (
    /** @type {import('../../../actions/documents.js').Checks | undefined} */ (checks)?.flaws ?? []
  );
}
