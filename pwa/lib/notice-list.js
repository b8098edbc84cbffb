import { day } from './format.js';
import { language } from './labels.js';

/** @typedef {import('./notices.js').Block} Block */
/** @typedef {import('./notices.js').Group} Group */
/** @typedef {import('./notices.js').Heading} Heading */
/** @typedef {import('./notices.js').Notice} Notice */
/** @typedef {import('./notices.js').ReadVersions} ReadVersions */

/** @type {Group[]} */
const GROUPS = ['before', 'at', 'after', 'more'];
const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};

/**
 * The list: groups in the order of a visit, notices in that of the file, numbered through.
 * @param {Notice[]} notices
 */
export function listed(notices) {
  const ordered = GROUPS.flatMap((group) => notices.filter((notice) => notice.group === group));
  const numbered = ordered.map((notice, index) => ({ notice, number: index + 1 }));
  return GROUPS.map((group) => ({
    group,
    rows: numbered.filter(({ notice }) => notice.group === group),
  })).filter(({ rows }) => rows.length > 0);
}

/**
 * Whether an important notice waits to be read on this phone, in the version that is here.
 * @param {Notice} notice
 * @param {ReadVersions} read
 */
export function isUnread(notice, read) {
  return notice.important && read[notice.id] !== notice.version;
}

/**
 * The important notices that wait to be read, in the order of the list.
 * @param {Notice[]} notices
 * @param {ReadVersions} read
 */
export function unreadOf(notices, read) {
  return listed(notices)
    .flatMap(({ rows }) => rows.map(({ notice }) => notice))
    .filter((notice) => isUnread(notice, read));
}

/**
 * The blocks under their headings, as they are drawn: runs of text, and runs of rows to press.
 * @param {Block[]} blocks
 */
export function partsOf(blocks) {
  /** @type {{heading: Heading | null, runs: {isRows: boolean, blocks: Block[]}[]}[]} */
  const parts = [];
  for (const block of blocks) {
    const isHeading = block.node === 'heading' && block.level === 3;
    if (isHeading) parts.push({ heading: block, runs: [] });
    else {
      if (parts.length === 0) parts.push({ heading: null, runs: [] });
      addTo(/** @type {typeof parts[0]} */ (parts.at(-1)).runs, block);
    }
  }
  return parts;
}

/**
 * '3月10日 周三' / 'Wed 10 March'.
 * @param {string} on ISO date
 */
export function dayAndWeekday(on) {
  const weekday = WEEKDAYS[language.value][new Date(`${on}T00:00:00Z`).getUTCDay()];
  return language.value === 'zh' ? `${day(on)} ${weekday}` : `${weekday} ${day(on)}`;
}

/**
 * @param {{isRows: boolean, blocks: Block[]}[]} runs
 * @param {Block} block
 */
function addTo(runs, block) {
  const isRows = block.node === 'row';
  const last = runs.at(-1);
  if (last && last.isRows === isRows) last.blocks.push(block);
  else runs.push({ isRows, blocks: [block] });
}
