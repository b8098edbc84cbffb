import { todayInChina } from '../../lib/clock.js';
import { standingPapers, whereIs } from '../../lib/complaint-state.js';
import { chinaDate } from '../../lib/days.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { dayAndWeekday } from '../../lib/notice-list.js';
import { files } from '../../store/outbox.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */
/** @typedef {import('../../lib/complaint-state.js').Where} Where */
/** @typedef {import('../../components/pill.jsx').PillKind} PillKind */

/** @type {Record<Where, {kind: PillKind, icon: string}>} */
const LOOKS = {
  refused: { kind: 'turn', icon: 'turn' },
  unsent: { kind: 'wait', icon: 'nosignal' },
  received: { kind: 'review', icon: 'hourglass' },
  answered: { kind: 'sent', icon: 'check' },
  again_refused: { kind: 'turn', icon: 'turn' },
  again_unsent: { kind: 'wait', icon: 'nosignal' },
  reopened: { kind: 'review', icon: 'hourglass' },
  closed: { kind: 'plain', icon: 'check' },
};

/**
 * The pill of a complaint: its look and its words.
 * @param {ShownComplaint} complaint
 */
export function pillOf(complaint) {
  const where = whereIs(complaint);
  const at = complaint.events.at(-1)?.at;
  const on = at ? day(chinaDate(Date.parse(at))) : '';
  return { ...LOOKS[where], words: t(`complaints.where.${where}`, { day: on }) };
}

/**
 * By when it is answered; '' where nothing waits, or the server hasn't said yet.
 * @param {ShownComplaint} complaint
 */
export function deadlineWords({ due_on, due_is_estimate, again }) {
  if (!due_on || again) return '';
  const words = due_on < todayInChina() ? 'late' : due_is_estimate ? 'due_about' : 'due_by';
  return t(`complaints.${words}`, { day: dayAndWeekday(due_on) });
}

/**
 * How many photos have arrived, or that another phone still has some; '' when all are there.
 * @param {ShownComplaint} complaint
 */
export function photoWords(complaint) {
  const papers = standingPapers(complaint);
  const coming = papers.filter(({ state }) => state === 'expected');
  if (coming.length === 0) return '';
  const isHere = coming.some(({ id }) => files.value.some((file) => file.id === id));
  if (!isHere) {
    const phone = complaint.written_by || t('claims.photos.other_phone');
    return t('complaints.photos_elsewhere', { count: coming.length, phone });
  }
  const arrived = papers.length - coming.length;
  return t('complaints.photos_own', { count: papers.length, arrived });
}
