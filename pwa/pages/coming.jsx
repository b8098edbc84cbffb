import { useEffect, useState } from 'preact/hooks';
import { askForLaterPages, bringLaterPages } from '../actions/later.js';
import { Blank } from '../components/blank.jsx';
import { Button } from '../components/button.jsx';
import { Screen } from '../components/screen.jsx';
import { Skeleton } from '../components/skeleton.jsx';
import { t } from '../lib/labels.js';
import { location } from '../router.js';
import { updateWaiting } from '../store/update.js';
import { UpdateBanner } from './update-banner.jsx';

/** How often to look while somebody waits. */
const AGAIN_MS = 10_000;

/** In place of a page of the later part, until that is here. @param {{title: string}} props */
export default function Coming({ title }) {
  const [isAbsent, setAbsent] = useState(false);
  useEffect(() => {
    const bring = () => void bringLaterPages().catch(() => setAbsent(true));
    bring();
    const timer = setInterval(bring, AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const [, section = '', more] = location.value.path.split('/');
  const tab = tabOf(section);
  const above = more ? `/${section}` : '/';
  return (
    <Screen title={title} tab={tab ?? 'cards'} back={tab && !more ? undefined : above}>
      {isAbsent ? <Absent /> : <Skeleton rows={4} />}
    </Screen>
  );
}

/** The network was gone before the part came, or the server has only newer ones by now. */
function Absent() {
  const [isAsking, setAsking] = useState(false);
  const isOld = updateWaiting.value;

  async function ask() {
    setAsking(true);
    await askForLaterPages().catch(() => {});
    setAsking(false);
  }

  return (
    <>
      <UpdateBanner />
      <Blank
        art="phone"
        title={t('common.coming.title')}
        text={<span role="status">{t(`common.coming.${isOld ? 'after_update' : 'text'}`)}</span>}
        action={
          !isOld && (
            <Button busy={isAsking} onClick={ask}>
              {t('common.coming.button')}
            </Button>
          )
        }
      />
    </>
  );
}

/**
 * The tab whose pages lie under an address; none for those under the cards.
 * @param {string} section
 */
function tabOf(section) {
  return section === 'hospitals' || section === 'inbox' || section === 'me' ? section : undefined;
}
