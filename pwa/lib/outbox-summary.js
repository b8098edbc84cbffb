import { money } from './format.js';
import { has, t } from './labels.js';

/** @typedef {import('./outbox.js').Entry} Entry */

/** What is of no use to people. */
const INNER = /(^|\.)(id|\w+_id|documents|papers|agreed|size|kind)(\.|$)/;

/**
 * What an entry says, for somebody who gets it another way: one line a field.
 * @param {Record<string, unknown>} args
 */
export function summaryOf(args) {
  return linesOf(args, '').join('\n');
}

/**
 * The name of a field that the server spoke of; '' when it has none.
 * @param {string} path in `args`, with dots
 */
export function fieldName(path) {
  const key = `outbox.fields.${path.replace(/\.\d+/g, '')}`;
  return has(key) ? t(key) : '';
}

/**
 * @param {unknown} value
 * @param {string} path
 * @returns {string[]}
 */
function linesOf(value, path) {
  if (INNER.test(path) || value === null || value === '' || value === undefined) return [];
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([name, inner]) =>
      linesOf(inner, path ? `${path}.${name}` : name),
    );
  }
  const name = fieldName(path);
  if (!name) return [];
  return [t('outbox.hand.line', { name, value: shownValue(value, path) })];
}

/**
 * @param {unknown} value
 * @param {string} path
 */
function shownValue(value, path) {
  if (path === 'topic') return t(`complaints.topic.${value}`);
  return path.endsWith('_fen') ? money(Number(value)) : String(value);
}
