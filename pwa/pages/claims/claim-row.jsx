import { Icon } from '../../components/icon.jsx';
import { Pill } from '../../components/pill.jsx';
import { day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { cardOf, visibleCards } from '../../store/queries.js';
import { childrenOf } from '../wallet.js';
import { photoWords, pillOf, whereOf } from './claim-words.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */

/** One claim of the list. @param {{claim: ShownClaim}} props */
export function ClaimRow({ claim }) {
  const { words, ...look } = pillOf(claim);
  const isBack = whereOf(claim) === 'refused';
  return (
    <Line
      href={isBack ? `/claims/new?entry=${claim.unsent?.id}` : `/claims/${claim.id}`}
      title={claim.hospital}
      parts={[childOf(claim.policy_id), day(claim.visited_on), amountOf(claim)]}
    >
      <Pill {...look}>{words}</Pill>
      <span class="cap">{photoWords(claim)}</span>
    </Line>
  );
}

/** One that is being filled in. @param {{draft: import('../../lib/outbox.js').Draft}} props */
export function DraftRow({ draft }) {
  const form = /** @type {import('../../lib/claims.js').ClaimForm} */ (
    /** @type {unknown} */ (draft.form)
  );
  const kind = form.kind ? t(`claims.kind.${form.kind}`) : t('claims.new');
  return (
    <Line
      href={`/claims/new?draft=${draft.id}&step=${draft.step}`}
      title={form.hospital || kind}
      parts={[childOf(draft.policy_id), form.visited_on && day(form.visited_on)]}
    >
      <Pill kind="plain" icon="pen">
        {t('claims.draft_step', { step: draft.step })}
      </Pill>
    </Line>
  );
}

/**
 * @param {{href: string, title: string, parts: (string | null | undefined)[],
 *   children: import('preact').ComponentChildren}} props
 */
function Line({ href, title, parts, children }) {
  return (
    <a class="row" href={href}>
      <span class="row__b">
        <span class="row__t">{title}</span>
        <span class="row__s">
          {parts.filter(Boolean).map((part, place) => (
            <span key={part} class="nb">
              {place > 0 && <i class="sep" aria-hidden="true" />}
              {part}
            </span>
          ))}
        </span>
        <span class="crow">{children}</span>
      </span>
      <Icon name="right" class="chev" />
    </a>
  );
}

/**
 * Whose it is, where there is more than one child.
 * @param {string} policyId
 */
function childOf(policyId) {
  if (childrenOf(visibleCards.value).length < 2) return null;
  return cardOf(policyId)?.child_name;
}

/** @param {ShownClaim} claim */
function amountOf({ approved_fen, total_fen, outcome }) {
  const isPaid = approved_fen !== null && outcome !== 'declined';
  return isPaid
    ? t('claims.approved_amount', { amount: money(approved_fen) })
    : t('claims.claimed_amount', { amount: money(total_fen) });
}
