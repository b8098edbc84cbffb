import { useEffect } from 'preact/hooks';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { newId } from '../../lib/ids.js';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';

/**
 * Gives a new dose its id, so that its address leads back to it whatever ends the page.
 *
 * @param {{query: URLSearchParams}} props `vaccine` and `dose`: which one, where that is known
 */
export default function NewDose({ query }) {
  useEffect(() => navigate(`/vaccines/doses/${newId()}?${query}`, { replace: true }), []);
  return (
    <Screen title={t('doses.title')} back="/vaccines" tab="cards">
      <Skeleton rows={3} />
    </Screen>
  );
}
