import { readWhole } from '../db/file-bytes.js';
import { zipped } from '../lib/zip.js';
import { download, shareFiles } from './save-file.js';

/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */

/**
 * Everything of an unsent thing as files: a text that says what it is, and its photos as far as
 * they are on this phone.
 * @param {string} summary
 * @param {KeptFile[]} kept
 * @param {'claim' | 'complaint'} kind
 * @returns {Promise<File[]>}
 */
export async function filesToHandOver(summary, kept, kind) {
  const photos = await Promise.all(kept.map(readWhole));
  const text = new File([`\ufeff${summary}`], `0 ${kind}.txt`, { type: 'text/plain' });
  const numbered = photos.flatMap((photo, place) =>
    photo ? new File([photo], `${place + 1} ${photo.name}`, { type: photo.type }) : [],
  );
  return [text, ...numbered];
}

/**
 * Hands files to another app of the phone.
 * @param {File[]} files
 * @returns {Promise<boolean | null>} null where the phone can't: a ZIP file goes everywhere
 */
export function share(files) {
  return shareFiles(files);
}

/**
 * Puts files into one ZIP file among the phone's downloads.
 * @param {File[]} files
 * @param {string} name
 */
export async function downloadZip(files, name) {
  download(await zipped(files, name));
}
