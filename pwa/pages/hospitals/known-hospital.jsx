import { useEffect } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { t } from '../../lib/labels.js';
import { hospitals, want } from '../../store/static.js';
import { Awaited } from '../awaited.jsx';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */

/**
 * A hospital's whole page once the list is read; before, and for one that isn't on it, says so.
 *
 * @param {{id: string, title: string, back: string,
 *   children: (hospital: Hospital, directory: Directory) =>
 *     import('preact').ComponentChildren}} props
 */
export function KnownHospital({ id, title, back, children }) {
  useEffect(() => want('hospitals'), []);
  const directory = hospitals.value;
  const hospital = directory?.hospitals.find((one) => one.id === id);
  if (directory && hospital) return children(hospital, directory);
  return (
    <Screen title={title} back={back} tab="hospitals">
      {directory ? (
        <Blank
          art="search"
          title={t('hospitals.gone.title')}
          text={t('hospitals.gone.text')}
          action={<Button href="/hospitals">{t('hospitals.gone.button')}</Button>}
        />
      ) : (
        <Awaited file="hospitals" rows={4} />
      )}
    </Screen>
  );
}
