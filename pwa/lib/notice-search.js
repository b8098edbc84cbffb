import { money } from './format.js';
import { count, fold, marked } from './marking.js';

/** @typedef {import('./notices.js').Block} Block */
/** @typedef {import('./notices.js').CalcLine} CalcLine */
/** @typedef {import('./notices.js').Inline} Inline */
/** @typedef {import('./notices.js').Notice} Notice */
/** @typedef {import('./notices.js').Part} Part */
/** @typedef {import('./notices.js').SlotWords} SlotWords */
/** @typedef {import('./marking.js').Piece} Piece */
/** @typedef {{id: string, title: Piece[], sentence: Piece[]}} Found */

/**
 * The notices whose title and text hold every word that was typed, those with a word in the title
 * first; with each its best sentence. Capitals and full-width signs are as good as plain ones.
 * @param {Notice[]} notices
 * @param {string} typed
 * @param {'zh' | 'en'} language
 * @param {SlotWords} slots
 * @returns {Found[]}
 */
export function searchNotices(notices, typed, language, slots) {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = notices.map((notice) => look(notice.id, notice[language], words, slots));
  return found
    .filter((one) => one.isWhole)
    .sort((one, other) => other.inTitle - one.inTitle)
    .map(({ id, title, sentence }) => ({ id, title, sentence }));
}

/**
 * The words of some nodes, slots filled in.
 * @param {Inline[]} nodes
 * @param {SlotWords} slots
 * @returns {string}
 */
export function wordsOf(nodes, slots) {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      return node.node === 'slot' ? slots[node.name] : wordsOf(node.nodes, slots);
    })
    .join('');
}

/**
 * @param {string} id
 * @param {Part} part
 * @param {string[]} words
 * @param {SlotWords} slots
 */
function look(id, part, words, slots) {
  const sentences = sentencesOf(part, slots);
  const everything = fold([part.title, ...sentences].join('\n'));
  // What the title doesn't say yet tells more.
  const rest = words.filter((word) => !fold(part.title).includes(word));
  const worth = (/** @type {string} */ text) => count(text, [...words, ...rest, ...rest]);
  const best = sentences.reduce((one, other) => (worth(other) > worth(one) ? other : one));
  return {
    id,
    isWhole: words.every((word) => everything.includes(word)),
    inTitle: count(part.title, words),
    title: marked(part.title, words),
    sentence: marked(best, words),
  };
}

/**
 * Every sentence, the summary's first; a line of figures is one.
 * @param {Part} part
 * @param {SlotWords} slots
 */
function sentencesOf(part, slots) {
  const texts = [wordsOf(part.summary, slots)];
  for (const block of part.nodes) texts.push(...textsOf(block, slots));
  // No look-behind: Safari 14 doesn't read it.
  const apart = texts.flatMap((text) => text.replace(/[。！？]|[.!?](?=\s)/g, '$&\n').split('\n'));
  return apart.map((text) => text.trim()).filter(Boolean);
}

/**
 * @param {Block} block
 * @param {SlotWords} slots
 */
function textsOf(block, slots) {
  if (block.node === 'list') return block.items.map((item) => wordsOf(item, slots));
  if (block.node === 'calc') return block.lines.map(amountWords);
  if (block.node === 'days') return block.lines.map(({ words }) => words);
  return [wordsOf(block.nodes, slots)];
}

/** @param {CalcLine} line */
function amountWords({ words, note, fen }) {
  return [words, note, money(fen, { whole: true })].filter(Boolean).join(' ');
}
