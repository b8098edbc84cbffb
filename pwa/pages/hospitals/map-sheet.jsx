import { Icon } from '../../components/icon.jsx';
import { Note } from '../../components/note.jsx';
import { Panel } from '../../components/panel.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { MAP_APPS, mapLink } from '../../lib/map-links.js';

/**
 * The map apps to choose from; the chosen one opens beside this app.
 *
 * @param {{hospital: import('../../lib/hospitals.js').Hospital,
 *   directory: import('../../lib/hospitals.js').Directory, onClose: () => void}} props
 */
export function MapSheet({ hospital, directory, onClose }) {
  const city = directory.cities.find(({ code }) => code === hospital.city)?.name.zh ?? '';
  const words = hospital.position ? 'hospitals.map.point' : 'hospitals.map.search';
  return (
    <Sheet title={t('hospitals.map.title')} onClose={onClose}>
      <Panel>
        {MAP_APPS.map((app) => (
          <a
            key={app}
            class="row row--ic"
            href={mapLink(app, hospital, city)}
            target="_blank"
            rel="noopener noreferrer"
          >
            <Icon name="route" />
            <span class="row__b">
              <span class="row__t">{t(`hospitals.map.${app}`)}</span>
            </span>
            <Icon name="external" class="chev" />
          </a>
        ))}
      </Panel>
      <Note text={t(words)} />
    </Sheet>
  );
}
