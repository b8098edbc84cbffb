import { markNoticeRead } from '../../actions/notices.js';
import { Button } from '../../components/button.jsx';
import { Pill } from '../../components/pill.jsx';
import { t } from '../../lib/labels.js';
import { isUnread } from '../../lib/notice-list.js';
import { navigate } from '../../router.js';
import { readVersions, unreadNotices } from '../../store/notices.js';

/** @typedef {import('../../lib/notices.js').Notice} Notice */

/**
 * The button that notes it as read; after that, the way to the next one.
 * @param {Notice} notice
 */
export function dockOf(notice) {
  if (isUnread(notice, readVersions.value)) {
    return <Button onClick={() => markNoticeRead(notice)}>{t('notices.read_it')}</Button>;
  }
  const [next] = unreadNotices.value;
  if (!next) return null;
  return (
    <Button kind="soft" href={`/notices/${next.id}`} onClick={(event) => goOn(event, next.id)}>
      {t('notices.next', { count: unreadNotices.value.length })}
    </Button>
  );
}

/**
 * Back leads to the list, not through all that was read.
 * @param {MouseEvent} event
 * @param {string} id
 */
function goOn(event, id) {
  event.preventDefault();
  navigate(`/notices/${id}`, { replace: true });
}

/** Whether an important notice was read on this phone. @param {{notice: Notice}} props */
export function ReadMark({ notice }) {
  const unread = isUnread(notice, readVersions.value);
  return (
    <p role="status">
      {unread ? (
        <Pill kind="plain" icon="book">
          {t('notices.must')}
        </Pill>
      ) : (
        <Pill kind="sent" icon="check">
          {t('notices.was_read')}
        </Pill>
      )}
    </p>
  );
}
