/** @typedef {HTMLCanvasElement | OffscreenCanvas} Canvas */
/** @typedef {ImageBitmap | HTMLImageElement} Picture */

/** The phone can't show this picture: broken, or a kind that it doesn't know. */
export class Unreadable extends Error {}

/**
 * A copy of a picture on white.
 * @param {Picture | Canvas} picture
 * @param {number} longest edge; a smaller picture stays as it is
 */
export function drawn(picture, longest) {
  const [wide, high] =
    'naturalWidth' in picture
      ? [picture.naturalWidth, picture.naturalHeight]
      : [picture.width, picture.height];
  const scale = Math.min(1, longest / Math.max(wide, high, 1));
  const canvas = blankCanvas(
    Math.max(1, Math.round(wide * scale)),
    Math.max(1, Math.round(high * scale)),
  );
  const pen = penOf(canvas);
  // What a picture leaves transparent is paper, not the black of a JPEG.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  // Browsers put drawing off until somebody looks; the next step would have to wait for all.
  pen.getImageData(0, 0, 1, 1);
  return canvas;
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {Canvas}
 */
function blankCanvas(width, height) {
  if ('OffscreenCanvasRenderingContext2D' in globalThis) return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/**
 * @param {Canvas} canvas
 * @returns {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D}
 * @throws {Unreadable}
 */
function penOf(canvas) {
  const pen = /** @type {CanvasRenderingContext2D | null} */ (canvas.getContext('2d'));
  if (!pen) throw new Unreadable('this phone has no memory left for the picture');
  return pen;
}

/**
 * The greys of a smaller copy.
 * @param {Canvas} canvas
 * @param {number} longest edge of the copy
 * @returns {import('./photo-checks.js').Grey}
 */
export function greyOf(canvas, longest) {
  const copy = drawn(canvas, longest);
  const { data, width, height } = penOf(copy).getImageData(0, 0, copy.width, copy.height);
  const values = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < values.length; at += 1, from += 4) {
    const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]];
    values[at] = (red * 77 + green * 151 + blue * 28) >> 8;
  }
  return { values, width, height };
}

/** Lets the page answer a finger in between. */
export function breathe() {
  return new Promise((resolve) => setTimeout(resolve));
}
