import { Icon } from '../../components/icon.jsx';
import { Pill } from '../../components/pill.jsx';
import { beginning } from '../../lib/complaint-form.js';
import { whereIs } from '../../lib/complaint-state.js';
import { chinaDate } from '../../lib/days.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { cardOf, visibleCards } from '../../store/queries.js';
import { childrenOf } from '../wallet.js';
import { deadlineWords, photoWords, pillOf } from './complaint-words.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */

/** One complaint of the list. @param {{complaint: ShownComplaint}} props */
export function ComplaintRow({ complaint }) {
  const { words, ...look } = pillOf(complaint);
  const where = whereIs(complaint);
  const { id, policy_id, text, receipt, received_at, unsent } = complaint;
  const isHere = where === 'unsent' || where === 'refused';
  return (
    <Line
      href={where === 'refused' ? `/complaints/new?entry=${unsent?.id}` : `/complaints/${id}`}
      title={beginning(text)}
      parts={[
        childOf(policy_id),
        isHere ? t('complaints.on_phone') : day(chinaDate(Date.parse(received_at))),
        receipt && t('complaints.receipt', { receipt }),
      ]}
    >
      <Pill {...look}>{words}</Pill>
      {deadlineWords(complaint) && <span class="cap">{deadlineWords(complaint)}</span>}
      {photoWords(complaint) && <span class="cap">{photoWords(complaint)}</span>}
    </Line>
  );
}

/** One that is being written. @param {{draft: import('../../lib/outbox.js').Draft}} props */
export function DraftRow({ draft }) {
  const { text, topic } = /** @type {import('../../lib/complaints.js').ComplaintForm} */ (
    /** @type {unknown} */ (draft.form)
  );
  const about = topic ? t(`complaints.topic.${topic}`) : t('complaints.new');
  return (
    <Line
      href={`/complaints/new?draft=${draft.id}`}
      title={beginning(text) || about}
      parts={[childOf(draft.policy_id), beginning(text) && about]}
    >
      <Pill kind="plain" icon="pen">
        {t('complaints.begun_one')}
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
        <span class="row__t said">{title}</span>
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

/** Whose it is, where there is more than one child. @param {string} policyId */
function childOf(policyId) {
  if (childrenOf(visibleCards.value).length < 2) return null;
  return cardOf(policyId)?.child_name;
}
