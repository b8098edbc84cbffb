import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { chinaDate } from '../../lib/days.js';
import { day, time } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { deadlineWords, photoWords } from './complaint-words.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */
/** @typedef {import('../../lib/complaint-state.js').Where} Where */
/** @typedef {import('../../lib/complaints.js').ComplaintEvent} ComplaintEvent */

const WAITING = ['refused', 'unsent', 'again_refused', 'again_unsent', 'received', 'reopened'];
const ICONS = { received: 'send', answered: 'check', reopened: 'refresh', closed: 'check' };

/**
 * What has happened, and the answer that is to come.
 *
 * @param {{complaint: ShownComplaint, where: Where}} props
 */
export function ComplaintTimeline({ complaint, where }) {
  const isWaiting = WAITING.includes(where);
  const last = complaint.events.length - 1;
  return (
    <Panel pad label={t('complaints.progress')}>
      <ol class="tl">
        {complaint.events.map((event, place) => (
          <li key={place} class={isWaiting && place === last ? lookOf(where) : ''}>
            <span class="tl__m">
              <Icon name={ICONS[event.kind]} />
            </span>
            <p class="tl__t">
              {titleOf(event, complaint)}
              <time dateTime={event.at}>{whenWords(event.at)}</time>
            </p>
            {linesOf(event, complaint, where).map((words) => (
              <p key={words} class="tl__s said">
                {words}
              </p>
            ))}
          </li>
        ))}
        {isWaiting && (
          <li class="is-next">
            <span class="tl__m">
              <Icon name="check" />
            </span>
            <p class="tl__t">{t('complaints.event.to_come')}</p>
            {deadlineWords(complaint) && <p class="tl__s">{deadlineWords(complaint)}</p>}
          </li>
        )}
      </ol>
    </Panel>
  );
}

/** @param {Where} where */
function lookOf(where) {
  return where === 'refused' || where === 'again_refused' ? 'is-now' : 'is-now is-now--move';
}

/**
 * @param {ComplaintEvent} event
 * @param {ShownComplaint} complaint
 */
function titleOf({ kind, phone }, { unsent, again }) {
  if (kind === 'received' && isOnPhone(unsent)) return t('complaints.event.written');
  if (kind === 'reopened' && isOnPhone(again)) return t('complaints.event.again_written');
  if (kind === 'closed') return t(`complaints.event.closed_${phone === null ? 'us' : 'you'}`);
  return t(`complaints.event.${kind}`);
}

/** @param {import('../../lib/outbox.js').Entry | undefined} entry */
function isOnPhone(entry) {
  return entry !== undefined && entry.state !== 'delivered';
}

/**
 * What there is to say about a step.
 * @param {ComplaintEvent} event
 * @param {ShownComplaint} complaint
 * @param {Where} where
 * @returns {string[]}
 */
function linesOf({ kind, phone, words }, complaint, where) {
  if (kind !== 'received') {
    const by = kind === 'reopened' && phone ? t('complaints.event.by', { phone }) : '';
    return [words, by].filter(Boolean);
  }
  const { receipt, written_by, unsent } = complaint;
  return [
    receipt ? t('complaints.receipt', { receipt }) : '',
    written_by ? t('complaints.event.by', { phone: written_by }) : '',
    photoWords(complaint),
    isOnPhone(unsent) ? t(`complaints.event.${where === 'refused' ? 'came_back' : 'waits'}`) : '',
  ].filter(Boolean);
}

/** '3月2日 20:14'. @param {string} at */
function whenWords(at) {
  return `${day(chinaDate(Date.parse(at)))} ${time(at)}`;
}
