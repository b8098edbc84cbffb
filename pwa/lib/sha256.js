/**
 * @param {Blob} blob
 * @returns {Promise<string>} in hex
 */
export async function sha256Of(blob) {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
