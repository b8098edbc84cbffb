import { Blank } from '../components/blank.jsx';
import { Skeleton } from '../components/skeleton.jsx';
import { t } from '../lib/labels.js';
import { absent } from '../store/static.js';

/**
 * In place of a large file's content: it is being read, or it isn't on this phone yet and can't
 * be had now.
 *
 * @param {{file: import('../store/static.js').LargeFile, rows: number}} props
 */
export function Awaited({ file, rows }) {
  if (!absent.value.has(file)) return <Skeleton rows={rows} />;
  return (
    <Blank
      art="phone"
      title={t('common.not_here.title')}
      text={<span role="status">{t('common.not_here.text')}</span>}
    />
  );
}
