import { isCut } from './paper-edges.js';
import { quantile } from './quantile.js';

/** @typedef {{values: Uint8Array, width: number, height: number}} Grey a grey copy, row by row */
/** @typedef {'blurred' | 'dark' | 'cut'} Flaw */

/** How many pixels the longer edge of the grey copy has: small letters are still letters. */
export const GREY_EDGE = 1000;

/** Sharp letters measure 1.5 and more, those that run together less than 0.1. */
const LEAST_SHARPNESS = 0.15;
/** Blocks of this many pixels are looked at one by one: paper without letters says nothing. */
const BLOCK = 20;
/** How much the greys of a block vary when there is something written in it. */
const LEAST_CONTRAST = 100;
/** Fewer written blocks say nothing of the whole. */
const LEAST_BLOCKS = 8;
/** Paper that is no lighter than this can't be read. */
const LEAST_LIGHT = 90;

/**
 * What makes a photo of a paper hard to read; often more than one thing.
 * @param {Grey} grey
 * @returns {Flaw[]}
 */
export function flawsOf(grey) {
  /** @type {Flaw[]} */
  const flaws = [];
  if (lightOf(grey) < LEAST_LIGHT) flaws.push('dark');
  if ((sharpnessOf(grey) ?? 1) < LEAST_SHARPNESS) flaws.push('blurred');
  if (isCut(grey)) flaws.push('cut');
  return flaws;
}

/**
 * The grey that only a twentieth of the photo is lighter than: the paper's.
 * @param {Grey} grey
 */
function lightOf({ values }) {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  let left = values.length / 20;
  for (let value = 255; value > 0; value -= 1) {
    left -= counts[value] ?? 0;
    if (left < 0) return value;
  }
  return 0;
}

/**
 * How fine the written parts are: the variance of the Laplacian over that of the greys, less what
 * noise alone would give, in the middle one of the blocks that are written on.
 * @param {Grey} grey
 * @returns {number | null} null: there is hardly anything written on it
 */
function sharpnessOf(grey) {
  const blocks = [];
  for (let top = 1; top + BLOCK < grey.height; top += BLOCK) {
    for (let left = 1; left + BLOCK < grey.width; left += BLOCK) {
      blocks.push(lookAt(grey, left, top));
    }
  }
  const noise = quantile(
    blocks.map(({ laplacian }) => laplacian),
    0.1,
  );
  const written = blocks.filter(({ greys }) => greys > LEAST_CONTRAST);
  if (written.length < LEAST_BLOCKS) return null;
  const fine = written.map(({ greys, laplacian }) => (laplacian - noise) / greys);
  return quantile(fine, 0.5);
}

/**
 * The two variances of one block.
 * @param {Grey} grey
 * @param {number} left
 * @param {number} top
 */
function lookAt({ values, width }, left, top) {
  const at = (/** @type {number} */ index) => values[index] ?? 0;
  let [sum, squares, edges, edgeSquares] = [0, 0, 0, 0];
  for (let y = top; y < top + BLOCK; y += 1) {
    for (let x = y * width + left, end = x + BLOCK; x < end; x += 1) {
      const value = at(x);
      const edge = at(x - 1) + at(x + 1) + at(x - width) + at(x + width) - 4 * value;
      sum += value;
      squares += value * value;
      edges += edge;
      edgeSquares += edge * edge;
    }
  }
  const count = BLOCK * BLOCK;
  return {
    greys: squares / count - (sum / count) ** 2,
    laplacian: edgeSquares / count - (edges / count) ** 2,
  };
}
