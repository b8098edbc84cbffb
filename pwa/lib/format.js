import { inChina, now, readBeat, todayInChina } from './clock.js';
import { language } from './labels.js';

const ENGLISH_MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const DAY_MS = 24 * 60 * 60 * 1000;

const isChinese = () => language.value === 'zh';

/**
 * The parts of an amount, for a sign smaller than its number.
 * @param {number} fen
 * @param {{whole?: boolean}} [options] whole: no decimals where the fen are zero (limits)
 * @returns {{sign: string, amount: string, fraction: string}} '¥' (or '−¥'), '1,240', '.00'
 */
export function moneyParts(fen, { whole = false } = {}) {
  const rest = Math.abs(fen) % 100;
  const amount = String((Math.abs(fen) - rest) / 100).replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = whole && rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`;
  return { sign: fen < 0 ? '−¥' : '¥', amount, fraction };
}

/**
 * An amount as one text: '¥1,240.00'.
 * @param {number} fen
 * @param {{whole?: boolean}} [options]
 */
export function money(fen, options) {
  const { sign, amount, fraction } = moneyParts(fen, options);
  return sign + amount + fraction;
}

/**
 * A rate in basis points as a percentage: 8000 → '80%'.
 * @param {number} basisPoints
 */
export function percent(basisPoints) {
  return `${basisPoints / 100}%`;
}

/**
 * '3月25日' / '25 March'.
 * @param {string} on ISO date
 */
export function day(on) {
  const { month, date } = dateParts(on);
  return isChinese() ? `${month}月${date}日` : `${date} ${ENGLISH_MONTHS[month - 1]}`;
}

/**
 * '2026年3月25日' / '25 March 2026'.
 * @param {string} on ISO date
 */
export function fullDate(on) {
  const { year } = dateParts(on);
  return isChinese() ? `${year}年${day(on)}` : `${day(on)} ${year}`;
}

/**
 * '2026年3月' / 'March 2026'.
 * @param {string} month ISO month or date
 */
export function monthOf(month) {
  const { year, month: number } = dateParts(`${month.slice(0, 7)}-01`);
  return isChinese() ? `${year}年${number}月` : `${ENGLISH_MONTHS[number - 1]} ${year}`;
}

/**
 * '2026.03.25', as printed on a card.
 * @param {string} on ISO date
 */
export function dotted(on) {
  return on.replaceAll('-', '.');
}

/**
 * '09:12' on China's wall clock.
 * @param {string | number} at UTC instant, or milliseconds
 */
export function time(at) {
  return inChina(at).toISOString().slice(11, 16);
}

/**
 * '今天 09:12', '昨天 18:40', '3月14日 09:12', or with the year when it isn't this one.
 * @param {string | number} at UTC instant, or milliseconds
 * @param {number} [nowMs]
 */
export function asOf(at, nowMs) {
  if (nowMs === undefined) readBeat();
  const moment = nowMs ?? now();
  const on = inChina(at).toISOString().slice(0, 10);
  return `${dayName(on, moment)} ${time(at)}`;
}

/**
 * '今天' / '昨天' / '3月14日', in full when the year differs.
 * @param {string} on ISO date
 * @param {number} [nowMs]
 */
export function dayName(on, nowMs = now()) {
  const today = todayInChina(nowMs);
  if (on === today) return isChinese() ? '今天' : 'today';
  if (on === todayInChina(nowMs - DAY_MS)) return isChinese() ? '昨天' : 'yesterday';
  return on.slice(0, 4) === today.slice(0, 4) ? day(on) : fullDate(on);
}

/**
 * A child's age: '3岁2个月' / '3 y 2 m'; whole years from 10 on, months below one year.
 * @param {string} birthday ISO date
 * @param {string} today ISO date
 */
export function age(birthday, today) {
  const months = monthsBetween(birthday, today);
  const years = Math.floor(months / 12);
  const rest = months % 12;
  const yearText = years > 0 ? (isChinese() ? `${years}岁` : `${years} y`) : '';
  const wantsMonths = years === 0 || (years < 10 && rest > 0);
  const monthText = wantsMonths ? (isChinese() ? `${rest}个月` : `${rest} m`) : '';
  return [yearText, monthText].filter(Boolean).join(isChinese() ? '' : ' ');
}

/**
 * '38 MB', '90 KB'; 1 KB is 1,024 bytes.
 * @param {number} count
 */
export function bytes(count) {
  if (count < 1024) return `${count} B`;
  const kilobytes = count / 1024;
  if (kilobytes < 1000) return `${Math.round(kilobytes)} KB`;
  const megabytes = kilobytes / 1024;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}

/**
 * Whole months lived; a birthday on the 31st counts on a shorter month's last day.
 * @param {string} from ISO date
 * @param {string} to ISO date
 */
function monthsBetween(from, to) {
  const start = dateParts(from);
  const end = dateParts(to);
  const lastDay = new Date(Date.UTC(end.year, end.month, 0)).getUTCDate();
  const reached = end.date >= Math.min(start.date, lastDay) ? 0 : 1;
  const months = (end.year - start.year) * 12 + end.month - start.month - reached;
  return Math.max(0, months);
}

/** @param {string} on ISO date */
function dateParts(on) {
  const [year = 0, month = 1, date = 1] = on.split('-').map(Number);
  return { year, month, date };
}
