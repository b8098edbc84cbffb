/**
 * Hands a file to the phone: through its share sheet where that takes such files, else as a
 * download.
 * @param {string} name
 * @param {string} type MIME type
 * @param {string} text
 * @returns {Promise<boolean>} false when the person closed the share sheet
 */
export async function saveFile(name, type, text) {
  const file = new File([text], name, { type });
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] });
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false;
    }
  }
  download(file);
  return true;
}

/** @param {File} file */
function download(file) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The browser reads it after this task; how long that takes isn't said anywhere.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
