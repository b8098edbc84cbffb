import { setPhotosOnWifi } from '../../actions/outbox-items.js';
import { Panel, Row } from '../../components/panel.jsx';
import { Switch } from '../../components/switch.jsx';
import { bytes } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { knowsNetwork } from '../../lib/which-phone.js';
import { local } from '../../store/queries.js';

/**
 * Whether photos may go over mobile data, where the browser can tell that it is used.
 * @param {{items: import('../../lib/outbox-items.js').Item[]}} props
 */
export function MobileData({ items }) {
  if (!knowsNetwork()) return null;
  const left = items
    .flatMap(({ files }) => files)
    .reduce((sum, one) => sum + one.size - one.sent, 0);
  const isOnWifi = Boolean(local.value.get('photos_on_wifi'));
  const words = isOnWifi ? 'off' : left > 0 ? 'left' : 'on';
  return (
    <Panel>
      <Row
        title={t('outbox.data.title')}
        text={t(`outbox.data.${words}`, { size: bytes(left) })}
        end={
          <Switch
            label={t('outbox.data.title')}
            checked={!isOnWifi}
            onValue={(isOn) => setPhotosOnWifi(!isOn)}
          />
        }
      />
    </Panel>
  );
}
