import { money } from './format.js';

/** @typedef {import('./notices.js').Block} Block */
/** @typedef {import('./notices.js').CalcLine} CalcLine */
/** @typedef {import('./notices.js').Inline} Inline */
/** @typedef {import('./notices.js').Notice} Notice */
/** @typedef {import('./notices.js').Part} Part */
/** @typedef {import('./notices.js').SlotWords} SlotWords */
/** @typedef {{text: string, isHit: boolean}} Piece a piece of a sentence; a hit is marked */
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

/**
 * @param {string} text
 * @param {string[]} words folded
 */
function count(text, words) {
  const folded = fold(text);
  return words.filter((word) => folded.includes(word)).length;
}

/**
 * Cuts a text into pieces, hits and what lies between.
 * @param {string} text
 * @param {string[]} words folded
 * @returns {Piece[]}
 */
function marked(text, words) {
  const folded = fold(text);
  const isHit = new Array(text.length).fill(false);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
      isHit.fill(true, at, at + word.length);
    }
  }
  /** @type {Piece[]} */
  const pieces = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = pieces.at(-1);
    if (last && last.isHit === isHit[at]) last.text += text[at];
    else pieces.push({ text: /** @type {string} */ (text[at]), isHit: isHit[at] });
  }
  return pieces;
}

/**
 * Lower case and plain width, of the same length, so that a place in it is a place in the text.
 * @param {string} text
 */
function fold(text) {
  return [...text]
    .map((sign) => {
      const plain = sign.normalize('NFKC').toLowerCase();
      return plain.length === sign.length ? plain : sign;
    })
    .join('');
}
