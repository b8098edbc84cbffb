import { Pill } from '../../components/pill.jsx';
import { day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { childOf, ListLine } from '../list-line.jsx';
import { photoWords, pillOf, whereOf } from './claim-words.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */

/** One claim of the list. @param {{claim: ShownClaim}} props */
export function ClaimRow({ claim }) {
  const { words, ...look } = pillOf(claim);
  const isBack = whereOf(claim) === 'refused';
  return (
    <ListLine
      href={isBack ? `/claims/new?entry=${claim.unsent?.id}` : `/claims/${claim.id}`}
      title={claim.hospital}
      parts={[childOf(claim.policy_id), day(claim.visited_on), amountOf(claim)]}
    >
      <Pill {...look}>{words}</Pill>
      <span class="cap">{photoWords(claim)}</span>
    </ListLine>
  );
}

/** One that is being filled in. @param {{draft: import('../../lib/outbox.js').Draft}} props */
export function DraftRow({ draft }) {
  const form = /** @type {import('../../lib/claims.js').ClaimForm} */ (
    /** @type {unknown} */ (draft.form)
  );
  const kind = form.kind ? t(`claims.kind.${form.kind}`) : t('claims.new');
  return (
    <ListLine
      href={`/claims/new?draft=${draft.id}&step=${draft.step}`}
      title={form.hospital || kind}
      parts={[childOf(draft.policy_id), form.visited_on && day(form.visited_on)]}
    >
      <Pill kind="plain" icon="pen">
        {t('claims.draft_step', { step: draft.step })}
      </Pill>
    </ListLine>
  );
}

/** @param {ShownClaim} claim */
function amountOf({ approved_fen, total_fen, outcome }) {
  const isPaid = approved_fen !== null && outcome !== 'declined';
  return isPaid
    ? t('claims.approved_amount', { amount: money(approved_fen) })
    : t('claims.claimed_amount', { amount: money(total_fen) });
}
