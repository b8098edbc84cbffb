/** @typedef {'image/jpeg' | 'image/png' | 'image/webp' | 'image/heic' | 'image/avif'} PhotoType */
/** @typedef {PhotoType | 'application/pdf' | 'application/ofd'} MediaType */

/** Brands of ISO base media files that hold pictures, by their first three letters. */
const HEIC = ['hei', 'hev', 'mif', 'msf'];

/** A reader looks for the mark of a PDF in the first kilobyte (ISO 32000-1, annex H.3.4.1). */
const HEAD_BYTES = 1024;
/** A ZIP lists its files at its end. */
const TAIL_BYTES = 64 * 1024;

/**
 * What a file is by its own bytes: neither its name nor what the phone calls it is believed.
 * @param {Blob} file
 * @returns {Promise<MediaType | null>} null: nothing that a claim may hold
 * @throws {DOMException} NotReadableError: whoever gave the file has taken it away
 */
export async function typeOf(file) {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const head = text(bytes);
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'image/webp';
  if (head.startsWith('ftyp', 4)) return ofBrand(head.slice(8, 12));
  if (head.includes('%PDF-')) return 'application/pdf';
  return head.startsWith('PK\x03\x04') && (await isOfd(file)) ? 'application/ofd' : null;
}

/**
 * Whether a file is a picture, which is shrunk before it is sent.
 * @param {MediaType | null} type
 * @returns {type is PhotoType}
 */
export function isPhoto(type) {
  return type?.startsWith('image/') ?? false;
}

/** @param {string} brand */
function ofBrand(brand) {
  if (brand.startsWith('avi')) return 'image/avif';
  return HEIC.includes(brand.slice(0, 3)) ? 'image/heic' : null;
}

/**
 * Whether a ZIP is an electronic invoice in OFD (GB/T 33190-2016).
 * @param {Blob} file
 */
async function isOfd(file) {
  const tail = file.slice(Math.max(0, file.size - TAIL_BYTES));
  return text(new Uint8Array(await tail.arrayBuffer())).includes('OFD.xml');
}

/** @param {Uint8Array} bytes one character each */
function text(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
