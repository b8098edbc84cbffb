import { encode } from 'uqr';

/**
 * A QR code as the picture of it is drawn: a path of squares of one unit, without the quiet zone.
 * @typedef {{size: number, path: string}} Drawn
 */

/**
 * The weakest correction makes the largest squares, and a screen is neither torn nor stained; more
 * of it where the same size has room.
 * @param {string} text
 * @returns {Drawn}
 */
export function drawQr(text) {
  const { data, size } = encode(text, { ecc: 'L', boostEcc: true, border: 0 });
  return { size, path: data.map(drawRow).join('') };
}

/**
 * @param {boolean[]} row
 * @param {number} y
 */
function drawRow(row, y) {
  const dots = row.map((isDark) => (isDark ? '1' : '0')).join('');
  const runs = [...dots.matchAll(/1+/g)];
  return runs.map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`).join('');
}
