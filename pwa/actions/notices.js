import { keepLocal, readLocal } from '../db/local.js';

/**
 * Notes on this phone that a notice was read, in the version shown.
 * @param {{id: string, version: string}} notice
 */
export async function markNoticeRead({ id, version }) {
  await keepLocal('read_notices', { ...(await readLocal('read_notices')), [id]: version });
}
