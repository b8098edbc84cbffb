import { useEffect } from 'preact/hooks';
import { t } from '../../lib/labels.js';
import { connection } from '../../store/connection.js';
import { notices, want } from '../../store/static.js';

/**
 * The notices; null until the file was read. Where it couldn't be, the next contact tries again.
 * @returns {import('../../lib/notices.js').Notice[] | null}
 */
export function useNotices() {
  const heardAt = connection.value.at;
  useEffect(() => want('notices'), [heardAt]);
  return notices.value?.sections ?? null;
}

/** What the pill says without signal: that this can be read all the same. */
export function offlineWords() {
  return connection.value.state === 'offline' ? t('connection.works_offline') : undefined;
}
