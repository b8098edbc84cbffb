import { changeLocal } from '../db/local.js';

/**
 * Notes on this phone that a notice was read, in the version shown.
 * @param {{id: string, version: string}} notice
 */
export function markNoticeRead({ id, version }) {
  return changeLocal('read_notices', (read) => ({ ...read, [id]: version }));
}
