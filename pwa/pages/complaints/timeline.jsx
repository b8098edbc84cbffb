import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { lastAnswer } from '../../lib/complaint-state.js';
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
            {linesOf(event, complaint, isWaiting ? undefined : lastAnswer(complaint)).map(
              (words) =>
                words && (
                  <p key={words} class="tl__s said">
                    {words}
                  </p>
                ),
            )}
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
 * @param {ComplaintEvent | undefined} above the answer whose words stand above already
 * @returns {string[]}
 */
function linesOf(event, complaint, above) {
  const { kind, phone, words } = event;
  const by = phone ? t('complaints.event.by', { phone }) : '';
  if (kind === 'received') return [by, photoWords(complaint), waitWords(complaint.unsent)];
  const isAbove = event === above;
  return [isAbove ? '' : words, by, kind === 'reopened' ? waitWords(complaint.again) : ''];
}

/** @param {import('../../lib/outbox.js').Entry | undefined} entry */
function waitWords(entry) {
  if (!isOnPhone(entry)) return '';
  return t(`complaints.event.${entry?.state === 'needs_you' ? 'came_back' : 'waits'}`);
}

/** '3月2日 20:14'. @param {string} at */
function whenWords(at) {
  return `${day(chinaDate(Date.parse(at)))} ${time(at)}`;
}
