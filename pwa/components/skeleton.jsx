import { t } from '../lib/labels.js';

/**
 * Rows to come, while the disk is read for the first time.
 *
 * @param {{rows?: number, tall?: boolean}} props tall: in the shape of the card
 */
export function Skeleton({ rows = 3, tall }) {
  return (
    <div class="skels" role="status" aria-label={t('common.loading')}>
      {tall && <span class="skel skel--card" />}
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} class="skel" />
      ))}
    </div>
  );
}
