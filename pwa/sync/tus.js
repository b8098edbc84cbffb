import { exchange } from './http.js';

/**
 * tus 1.0.0 as far as a phone needs it: one request each, no state.
 * @typedef {{status: number, offset: number | null, sha256: string | null, url: string,
 *   said: {code?: string, message?: string, hint?: string,
 *   fields?: Record<string, string[]>}}} TusAnswer
 */

const DOOR = '/api/uploads';

/**
 * Begins an upload; the same id leads to the same upload.
 * @param {import('../lib/outbox.js').KeptFile} file
 * @throws {NoSignal}
 */
export function create({ id, policy_id, name, type, size }) {
  const about = { id, policy_id, filename: name, filetype: type };
  const metadata = Object.entries(about)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key} ${base64(value)}`);
  const headers = { 'Upload-Length': `${size}`, 'Upload-Metadata': metadata.join(',') };
  return ask('POST', DOOR, { headers });
}

/**
 * Asks how far an upload has come.
 * @param {string} url
 * @throws {NoSignal}
 */
export function look(url) {
  return ask('HEAD', url, {});
}

/**
 * Sends the next bytes.
 * @param {string} url
 * @param {number} offset
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{signal: AbortSignal, timeoutMs: number, slowMs: number}} patience
 * @throws {NoSignal} how much of it arrived isn't known
 */
export function append(url, offset, bytes, patience) {
  const headers = {
    'Content-Type': 'application/offset+octet-stream',
    'Upload-Offset': `${offset}`,
  };
  return ask('PATCH', url, { ...patience, headers, body: bytes });
}

/**
 * Ends an upload whose bytes turned out wrong.
 * @param {string} url
 * @throws {NoSignal}
 */
export function end(url) {
  return ask('DELETE', url, {});
}

/**
 * @param {string} method
 * @param {string} url
 * @param {import('./http.js').Wording} wording
 * @returns {Promise<TusAnswer>}
 */
function ask(method, url, wording) {
  const headers = { 'Tus-Resumable': '1.0.0', ...wording.headers };
  return exchange(method, url, { ...wording, headers }, async (response) => {
    const offset = response.headers.get('Upload-Offset');
    return {
      status: response.status,
      offset: offset === null ? null : Number(offset),
      sha256: response.headers.get('Tongka-Sha256'),
      url: new URL(response.headers.get('Location') ?? url, location.origin).pathname,
      said: response.ok ? {} : await saidIn(response, method),
    };
  });
}

/**
 * Why the server said no; an answer to HEAD has no body, and says it in a header.
 * @param {Response} response
 * @param {string} method
 */
function saidIn(response, method) {
  if (method !== 'HEAD') return response.json();
  return { code: response.headers.get('Tongka-Refused') ?? '' };
}

/** @param {string} text */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
