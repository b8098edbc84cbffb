import { breathe, drawn, greyOf, Unreadable } from './canvas.js';
import { encode } from './jpeg.js';
import { flawsOf, GREY_EDGE } from './photo-checks.js';

export { Unreadable };

/** @typedef {import('./photo-checks.js').Flaw} Flaw */
/** @typedef {import('./canvas.js').Picture} Picture */
/**
 * @typedef {{blob: Blob, width: number, height: number, flaws: Flaw[]}} Photo
 *   blob: a JPEG, upright, without what the camera wrote into it (where it was taken, too)
 */

/** Legible: small print is still some pixels high. */
const LONGEST_EDGE = 2000;

/**
 * Turns a photo upright, shrinks it and looks whether it can be read.
 * @param {Blob} file a picture
 * @param {(picture: Picture) => Promise<void>} [look] is shown the whole picture before
 * @returns {Promise<Photo>}
 * @throws {Unreadable}
 */
export async function preparePhoto(file, look) {
  const { picture, forget } = await decode(file);
  try {
    await look?.(picture);
    await breathe();
    const canvas = drawn(picture, LONGEST_EDGE);
    await breathe();
    const grey = greyOf(canvas, GREY_EDGE);
    await breathe();
    const flaws = flawsOf(grey);
    await breathe();
    return { ...(await encode(canvas)), flaws };
  } finally {
    forget();
  }
}

/**
 * Browsers turn a picture upright by its EXIF when they decode it. What `createImageBitmap` does
 * not know (HEIC on iPhones) an image element may.
 * @param {Blob} file
 * @returns {Promise<{picture: Picture, forget: () => void}>}
 */
async function decode(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { picture, forget: () => picture.close() };
  } catch {
    return decodeAsElement(file);
  }
}

/** @param {Blob} file */
async function decodeAsElement(file) {
  const address = URL.createObjectURL(file);
  const forget = () => URL.revokeObjectURL(address);
  const picture = new Image();
  picture.src = address;
  try {
    await picture.decode();
  } catch {
    forget();
    throw new Unreadable('this picture can’t be shown');
  }
  return { picture, forget };
}
