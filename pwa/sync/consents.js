import { changeLocal, readLocal } from '../db/local.js';
import { Refused } from '../lib/outcome.js';
import { request } from './http.js';

/**
 * Tells the server about a newly agreed version, which may have been agreed to without signal.
 * A server that already has a newer text refuses it: the app that comes with that text asks anew.
 * @throws {NoSignal | Refused}
 */
export async function tellConsents() {
  const kept = await readLocal('consents');
  if (!kept || kept.told || kept.refused) return;
  const { privacy_version, guardian_version } = kept;
  try {
    await request('POST', '/api/consents', { privacy_version, guardian_version });
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'consent_outdated')) throw error;
  }
  // An answer given meanwhile is another one.
  await changeLocal('consents', (now) => (now?.at === kept.at ? { ...now, told: true } : now));
}
