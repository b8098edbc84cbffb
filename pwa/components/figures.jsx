import { money, percent } from '../lib/format.js';
import { t } from '../lib/labels.js';
import { dayAndWeekday } from '../lib/notice-list.js';
import { Tag } from './pill.jsx';

/** @typedef {import('../lib/notices.js').CalcLine} CalcLine */

/**
 * Invented amounts, one line a step.
 *
 * @param {{lines: CalcLine[]}} props
 */
export function Amounts({ lines }) {
  return (
    <div class="tree__fig">
      <Tag>{t('notices.example_amounts')}</Tag>
      <ul class="calc">
        {lines.map((line, index) => (
          <li key={index} class={lookOf(line, index === lines.length - 1)}>
            <span>
              {line.words}
              {noteOf(line) && <small>{noteOf(line)}</small>}
            </span>
            <b>{amountOf(line, index)}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * @param {CalcLine} line
 * @param {boolean} isLast
 */
function lookOf({ kind }, isLast) {
  if (kind === 'cut') return 'calc__cut';
  if (kind !== 'sum') return undefined;
  return isLast ? 'calc__sum' : 'calc__sub';
}

/** A cut shows its formula. @param {CalcLine} line */
function noteOf({ note, of_fen, rate_bp }) {
  if (of_fen === undefined || rate_bp === undefined) return note;
  return `${money(of_fen, { whole: true })} × ${percent(rate_bp)}`;
}

/**
 * @param {CalcLine} line
 * @param {number} index
 */
function amountOf({ kind, fen }, index) {
  const amount = money(fen, { whole: true });
  if (kind === 'take' || kind === 'cut') return `− ${amount}`;
  return kind === 'add' && index > 0 ? `+ ${amount}` : amount;
}

/**
 * Invented days, one after the other.
 *
 * @param {{lines: import('../lib/notices.js').DayLine[]}} props
 */
export function Days({ lines }) {
  return (
    <div class="tree__fig">
      <Tag>{t('notices.example_days')}</Tag>
      <ol class="days">
        {lines.map(({ on, time, words }) => (
          <li key={on + time}>
            <time dateTime={time ? `${on}T${time}+08:00` : on}>{dayAndWeekday(on)}</time>
            <span>
              {time && <b>{time} </b>}
              {words}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
