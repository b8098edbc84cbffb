import { breathe, drawn, Unreadable } from './canvas.js';

/** @typedef {import('./canvas.js').Canvas} Canvas */

/** Small enough for a corridor's network. */
const MOST_BYTES = 900 * 1024;
const BEST_QUALITY = 0.88;
const LEAST_QUALITY = 0.5;
const TRIES = 4;
/** What is left of each edge where quality alone isn't enough. */
const SMALLER = 0.8;

/**
 * The best JPEG that is small enough; where even a poor one isn't, of fewer pixels.
 * @param {Canvas} canvas
 * @returns {Promise<{blob: Blob, width: number, height: number}>}
 */
export async function encode(canvas) {
  const { width, height } = canvas;
  const best = await jpeg(canvas, BEST_QUALITY);
  if (best.size <= MOST_BYTES) return { blob: best, width, height };
  const least = await jpeg(canvas, LEAST_QUALITY);
  if (least.size > MOST_BYTES) return encode(drawn(canvas, Math.max(width, height) * SMALLER));
  return { blob: await closest(canvas, least), width, height };
}

/**
 * Halves the span between a quality that is small enough and one that isn't.
 * @param {Canvas} canvas
 * @param {Blob} fits at the least quality
 */
async function closest(canvas, fits) {
  let [low, high, found] = [LEAST_QUALITY, BEST_QUALITY, fits];
  for (let tried = 0; tried < TRIES; tried += 1) {
    const quality = (low + high) / 2;
    const attempt = await jpeg(canvas, quality);
    if (attempt.size > MOST_BYTES) high = quality;
    else [low, found] = [quality, attempt];
  }
  return found;
}

/**
 * @param {Canvas} canvas
 * @param {number} quality
 * @returns {Promise<Blob>}
 */
async function jpeg(canvas, quality) {
  await breathe();
  const type = 'image/jpeg';
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Unreadable())), type, quality);
  });
}
