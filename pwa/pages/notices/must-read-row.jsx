import { Panel, Row } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';
import { unreadNotices } from '../../store/notices.js';
import { useNotices } from './use-notices.js';

/** The way to the notices from a card, with how many important ones nobody read on this phone. */
export function MustReadRow() {
  useNotices();
  const count = unreadNotices.value.length;
  return (
    <Panel>
      <Row
        icon="book"
        title={t('notices.must_read')}
        end={count > 0 ? t('notices.count', { count }) : undefined}
        href="/notices"
      />
    </Panel>
  );
}
