import { Pill } from '../../components/pill.jsx';
import { beginning } from '../../lib/complaint-form.js';
import { whereIs } from '../../lib/complaint-state.js';
import { chinaDate } from '../../lib/days.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { childOf, ListLine } from '../list-line.jsx';
import { deadlineWords, photoWords, pillOf } from './complaint-words.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */

/** One complaint of the list. @param {{complaint: ShownComplaint}} props */
export function ComplaintRow({ complaint }) {
  const { words, ...look } = pillOf(complaint);
  const where = whereIs(complaint);
  const { id, policy_id, text, receipt, received_at, unsent } = complaint;
  const isHere = where === 'unsent' || where === 'refused';
  return (
    <ListLine
      isSaid
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
    </ListLine>
  );
}

/** One that is being written. @param {{draft: import('../../lib/outbox.js').Draft}} props */
export function DraftRow({ draft }) {
  const { text, topic } = /** @type {import('../../lib/complaints.js').ComplaintForm} */ (
    /** @type {unknown} */ (draft.form)
  );
  const about = topic ? t(`complaints.topic.${topic}`) : t('complaints.new');
  return (
    <ListLine
      isSaid
      href={`/complaints/new?draft=${draft.id}`}
      title={beginning(text) || about}
      parts={[childOf(draft.policy_id), beginning(text) && about]}
    >
      <Pill kind="plain" icon="pen">
        {t('complaints.begun_one')}
      </Pill>
    </ListLine>
  );
}
