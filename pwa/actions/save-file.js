/**
 * Hands a file to the phone: through its share sheet where that takes such files, else as a
 * download.
 * @param {string} name
 * @param {string} type MIME type
 * @param {BlobPart} content
 * @returns {Promise<boolean>} false when the person closed the share sheet
 */
export async function saveFile(name, type, content) {
  const file = new File([content], name, { type });
  const shared = await shareFiles([file]);
  if (shared === null) download(file);
  return shared !== false;
}

/**
 * Hands files to the phone's share sheet.
 * @param {File[]} files
 * @returns {Promise<boolean | null>} false when the person closed it; null where the phone takes
 *   no such files
 */
export async function shareFiles(files) {
  if (!canShare(files)) return null;
  try {
    await navigator.share({ files });
    return true;
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? false : null;
  }
}

/** @param {File[]} files */
export function canShare(files) {
  return Boolean(navigator.canShare?.({ files }));
}

/** @param {File} file */
export function download(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The browser reads it after this task; how long that takes isn't said anywhere.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
