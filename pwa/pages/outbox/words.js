import { chinaDate } from '../../lib/days.js';
import { asOf, day, dayName } from '../../lib/format.js';
import { has, t } from '../../lib/labels.js';
import { doing, entries } from '../../store/outbox.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */
/** @typedef {import('../../lib/outbox.js').Entry} Entry */
/** @typedef {import('../../lib/outbox.js').Refusal} Refusal */
/** @typedef {import('../../components/pill.jsx').PillKind} PillKind */

/** How an item's icon is chosen: by the beginning of its command. @type {[string, string][]} */
const ICONS = [
  ['claims.attach', 'camera'],
  ['complaints.attach', 'camera'],
  ['complaints.', 'pen'],
  ['claims.', 'claim'],
  ['payments.', 'wallet'],
  ['vaccinations.', 'syringe'],
  ['devices.', 'mobile'],
];

/** @param {Item} item */
export function iconOf({ entries: [entry] }) {
  return ICONS.find(([start]) => entry?.name.startsWith(start))?.[1] ?? 'up';
}

/** @param {Item} item */
export function titleOf(item) {
  const [entry] = item.entries;
  if (isPhotos(item)) {
    const words = entry && isComplaint(entry) ? 'complaint_photos' : 'photos';
    return t(`outbox.${words}`, { count: item.entries.length });
  }
  return entry ? titleWords(entry) : '';
}

/** Whether a line stands for the photos of something. @param {Item} item */
export function isPhotos({ id }) {
  return id.startsWith('photos ');
}

/** @param {Entry} entry */
export function titleWords({ title: { key, params = {} } }) {
  const on = typeof params.day === 'string' ? { day: day(params.day) } : {};
  return t(has(key) ? key : 'outbox.something', { ...params, ...on });
}

/** What is known of an item in a few words. @param {Item} item @returns {string[]} */
export function detailsOf(item) {
  const [entry] = item.entries;
  if (!entry) return [];
  const words = [aboutDay(entry)];
  if (item.arrived > 0) words.push(t('outbox.arrived', { count: item.arrived }));
  const why = reasonOf(item);
  return why ? [...words, why] : words;
}

/** The day an entry is about, or else the day it was made. @param {Entry} entry */
function aboutDay({ title, made_at }) {
  const on = title.params?.day;
  return typeof on === 'string' ? day(on) : dayName(chinaDate(Date.parse(made_at)));
}

/**
 * How far an item is.
 * @param {Item} item
 * @returns {{kind: PillKind, icon: string, words: string}}
 */
export function pillOf(item) {
  if (item.state === 'delivered') return { kind: 'sent', icon: 'check', words: t('outbox.sent') };
  const isMoving = doing.value === 'sending' || doing.value === 'busy';
  const percent = item.percent ?? 0;
  if (item.state === 'sending' && isMoving) {
    return { kind: 'sending', icon: 'up', words: `${percent}%` };
  }
  const stopped = percent > 0 && percent < 100;
  const words = stopped ? t('outbox.stopped', { percent }) : t(`outbox.waits.${waitOf(item)}`);
  return { kind: 'wait', icon: 'nosignal', words };
}

/** What an item waits for, in one word of the locale files. @param {Item} item */
function waitOf(item) {
  if (doing.value === 'no_signal') return 'signal';
  if (doing.value === 'wifi' && item.files.length > 0) return 'wifi';
  return 'turn';
}

/** Why it takes longer than a signal would; '' when it doesn't. @param {Item} item */
function reasonOf({ entries: own, files }) {
  const after = new Set(own.flatMap((entry) => entry.after));
  const isBlocked = entries.value.some(({ id, state }) => after.has(id) && state === 'needs_you');
  if (isBlocked) return t('outbox.why.blocked');
  const later = own.find((entry) => entry.later)?.later ?? files.find((file) => file.later)?.later;
  if (doing.value !== 'later' || !later) return '';
  return t(`outbox.why.${has(`outbox.why.${later}`) ? later : 'busy'}`);
}

/**
 * Why an item needs somebody: in words of ours where the phone itself found out.
 * @param {Item} item
 */
export function refusalWords(item) {
  const refusal = refusalOf(item);
  if (!refusal) return { title: titleOf(item), text: t('outbox.refusal.unreadable') };
  const { code, message, hint } = refusal;
  const key = `outbox.refusal.${code}`;
  const text = has(key) ? t(key) : [message, hint].filter(Boolean).join(' ');
  return { title: titleOf(item), text: text || t('outbox.refusal.unknown') };
}

/** @param {Item} item @returns {Refusal | undefined} */
export function refusalOf({ entries: own, files }) {
  return own.find(({ refusal }) => refusal)?.refusal ?? files.find((file) => file.refusal)?.refusal;
}

/** When it came back. @param {Item} item */
export function refusedAt({ entries: own, files }) {
  const at = own.find((entry) => entry.refused_at) ?? files.find((file) => file.refused_at);
  return at?.refused_at ? asOf(at.refused_at) : '';
}

/** Whether the server sent an item back, to be mended where it was made. @param {Item} item */
export function isSentBack({ entries: own }) {
  return own.some(({ refusal, file }) => refusal && !OURS.includes(refusal.code) && !file);
}

/** What the phone says itself. */
const OURS = ['gone', 'not_bound', 'editing', 'unreadable'];

/** What the service takes another way as well: by mail. */
const BY_MAIL = [
  'claims.open',
  'claims.announce',
  'claims.attach',
  'complaints.open',
  'complaints.attach',
  'complaints.reopen',
];

/** @param {Item} item */
export function canBeHandedOver({ entries: own }) {
  return own.some(({ name }) => BY_MAIL.includes(name));
}

/** @param {Pick<Entry, 'name'>} entry */
export function isComplaint({ name }) {
  return name.startsWith('complaints.');
}
