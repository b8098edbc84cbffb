/** @typedef {{text: string, isHit: boolean}} Piece a piece of a text; a hit is marked */

/**
 * How many of some words a text holds.
 * @param {string} text
 * @param {string[]} words folded
 */
export function count(text, words) {
  const folded = fold(text);
  return words.filter((word) => folded.includes(word)).length;
}

/**
 * Cuts a text into pieces, hits and what lies between.
 * @param {string} text
 * @param {string[]} words folded
 * @returns {Piece[]}
 */
export function marked(text, words) {
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
export function fold(text) {
  return [...text]
    .map((sign) => {
      const plain = sign.normalize('NFKC').toLowerCase();
      return plain.length === sign.length ? plain : sign;
    })
    .join('');
}
