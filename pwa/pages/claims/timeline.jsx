import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { timelineOf } from '../../lib/claim-timeline.js';
import { chinaDate } from '../../lib/days.js';
import { day, money, time } from '../../lib/format.js';
import { has, t } from '../../lib/labels.js';
import { dayAndWeekday } from '../../lib/notice-list.js';
import { accountOf } from '../../store/claims.js';
import { photosOf, photoWords } from './claim-words.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claim-timeline.js').Line} Line */

/** @type {Record<string, string>} */
const ICONS = {
  announced: 'send',
  decided: 'hourglass',
  paid: 'wallet',
  documents_requested: 'turn',
  withdrawn: 'undo',
};
const CLASSES = { done: '', turn: 'is-now', moving: 'is-now is-now--move', next: 'is-next' };

/**
 * What has happened and what is to come.
 *
 * @param {{claim: ShownClaim, where: import('../../lib/claim-state.js').Where}} props
 */
export function ClaimTimeline({ claim, where }) {
  return (
    <Panel pad label={t('claims.progress')}>
      <ol class="tl">
        {timelineOf(claim, where).map((line, place) => (
          <li key={place} class={CLASSES[line.look]}>
            <span class="tl__m">
              <Icon name={iconOf(line)} />
            </span>
            <p class="tl__t">
              {titleOf(line, claim)}
              {line.at && <time dateTime={line.at}>{whenWords(line.at)}</time>}
            </p>
            {linesOf(line, claim).map((words) => (
              <p key={words} class="tl__s">
                {words}
              </p>
            ))}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** @param {Line} line */
function iconOf({ kind, look }) {
  if (look === 'done' && kind !== 'announced') return 'check';
  if (look === 'moving' && kind !== 'announced') return 'hourglass';
  return ICONS[kind] ?? 'check';
}

/**
 * @param {Line} line
 * @param {ShownClaim} claim
 */
function titleOf({ kind, look, params }, { unsent }) {
  if (kind === 'announced' && unsent) return t('claims.event.signed');
  if (look === 'next') return t(`claims.to_come.${kind}`);
  if (kind === 'decided') return t(`claims.event.decided_${params.outcome ?? 'partly'}`);
  return t(`claims.event.${kind}`);
}

/**
 * What there is to say about a step.
 * @param {Line} line
 * @param {ShownClaim} claim
 * @returns {string[]}
 */
function linesOf(line, claim) {
  const said = [...textOf(line, claim), line.params.note ?? ''];
  return said.filter(Boolean);
}

/**
 * @param {Line} line
 * @param {ShownClaim} claim
 * @returns {string[]}
 */
function textOf({ kind, look, params }, claim) {
  const tail = accountOf(claim.account_id)?.last4 ?? '';
  if (kind === 'announced') return announcedWords(claim);
  if (kind === 'assessment_begun' && look !== 'done') return [deadlineOf(claim)];
  if (kind === 'decided' && params.outcome !== 'declined' && claim.approved_fen !== null) {
    return [t('claims.event.decided_amount', { amount: money(claim.approved_fen) })];
  }
  if (kind === 'paid') return tail ? [t('claims.event.paid_to', { tail })] : [];
  if (look === 'next' && has(`claims.to_come.${kind}_text`)) {
    return [t(`claims.to_come.${kind}_text`)];
  }
  return [];
}

/** @param {ShownClaim} claim */
function announcedWords(claim) {
  const count = photosOf(claim.id).length;
  const isBack = claim.unsent?.state === 'needs_you';
  const all = count > 0 ? t('claims.event.photos', { count }) : '';
  return [
    claim.receipt ? t('claims.event.receipt', { receipt: claim.receipt }) : '',
    claim.unsent ? all : photoWords(claim) || all,
    claim.unsent ? t(`claims.event.${isBack ? 'came_back' : 'waits'}`) : '',
  ];
}

/** By when the manual promises a decision; '' where it promises nothing. @param {ShownClaim} claim */
function deadlineOf({ due_on, due_is_estimate }) {
  if (!due_on) return '';
  const words = due_is_estimate ? 'due_about' : 'due_by';
  return t(`claims.event.${words}`, { day: dayAndWeekday(due_on) });
}

/** '3月2日 20:14'. @param {string} at */
function whenWords(at) {
  return `${day(chinaDate(Date.parse(at)))} ${time(at)}`;
}
