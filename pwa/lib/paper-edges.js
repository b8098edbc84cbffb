/** @typedef {import('./photo-checks.js').Grey} Grey */

import { quantile } from './quantile.js';

/** How far apart paper and table are, in greys, before an edge is looked for. */
const LEAST_STEP = 45;
/** How much of a side of the photo paper must touch to be cut off there. */
const CUT_SHARE = 0.12;
/** A photo whose sides are paper nearly all around is of a screen or from a scanner. */
const SCAN_SHARE = 0.9;
/** Cells of so many pixels are looked at, each as light as its paper. */
const CELL = 10;

/**
 * Whether the paper reaches over a side of the photo: then a corner or an edge of it is missing.
 * @param {Grey} grey
 */
export function isCut(grey) {
  const cells = cellsOf(grey);
  const step = paperStep(cells.values);
  if (step === null) return false;
  const paper = paperOf(cells, step);
  const sides = sidesOf(cells).map((side) => share(side, paper));
  const isScan = sides.every((covered) => covered > SCAN_SHARE);
  return !isScan && sides.some((covered) => covered > CUT_SHARE);
}

/**
 * The copy in cells, each the light part of its pixels, so that letters don't darken paper.
 * @param {Grey} grey
 * @returns {Grey}
 */
function cellsOf({ values, width, height }) {
  const [across, down] = [Math.floor(width / CELL), Math.floor(height / CELL)];
  const cells = new Uint8Array(across * down);
  for (let cell = 0; cell < cells.length; cell += 1) {
    const from = Math.floor(cell / across) * CELL * width + (cell % across) * CELL;
    const light = [];
    for (let y = 0; y < CELL; y += 3) {
      for (let x = 0; x < CELL; x += 3) light.push(values[from + y * width + x] ?? 0);
    }
    cells[cell] = quantile(light, 0.8);
  }
  return { values: cells, width: across, height: down };
}

/**
 * The grey between table and paper that parts them best (Otsu's).
 * @param {Uint8Array} values
 * @returns {number | null} null: there are no two
 */
function paperStep(values) {
  const sorted = Uint8Array.from(values).sort();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [best, between, apart, below] = [0, 0, 0, 0];
  for (let count = 1; count < sorted.length; count += 1) {
    below += sorted[count - 1] ?? 0;
    const dark = below / count;
    const light = (total - below) / (sorted.length - count);
    const parted = count * (sorted.length - count) * (light - dark) ** 2;
    if (parted > between) [best, between, apart] = [sorted[count] ?? 0, parted, light - dark];
  }
  return apart < LEAST_STEP ? null : best;
}

/**
 * The largest light part that hangs together.
 * @param {Grey} cells
 * @param {number} step
 * @returns {Set<number>}
 */
function paperOf({ values, width }, step) {
  const isPaper = (/** @type {number} */ cell) => (values[cell] ?? -1) >= step;
  const seen = new Set();
  let largest = /** @type {Set<number>} */ (new Set());
  for (const start of values.keys()) {
    if (seen.has(start) || !isPaper(start)) continue;
    const part = new Set([start]);
    // A set that grows while it is gone through: what was added is come to as well.
    for (const cell of part) {
      seen.add(cell);
      for (const next of besides(cell, width)) if (isPaper(next)) part.add(next);
    }
    if (part.size > largest.size) largest = part;
  }
  return largest;
}

/**
 * @param {number} cell
 * @param {number} width
 */
function besides(cell, width) {
  const column = cell % width;
  const next = [cell - width, cell + width];
  if (column > 0) next.push(cell - 1);
  if (column < width - 1) next.push(cell + 1);
  return next;
}

/** @param {Grey} cells */
function sidesOf({ width, height }) {
  const across = Array.from({ length: width }, (_, column) => column);
  const down = Array.from({ length: height }, (_, row) => row * width);
  return [
    across,
    across.map((column) => (height - 1) * width + column),
    down,
    down.map((row) => row + width - 1),
  ];
}

/**
 * @param {number[]} side
 * @param {Set<number>} paper
 */
function share(side, paper) {
  return side.filter((cell) => paper.has(cell)).length / Math.max(1, side.length);
}
