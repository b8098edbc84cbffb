import { Banner } from '../../components/banner.jsx';
import { Button } from '../../components/button.jsx';
import { t } from '../../lib/labels.js';
import { isInstalled } from '../../lib/which-phone.js';

/** The way to the home screen, until the app is opened from there. */
export function InstallBanner() {
  if (isInstalled()) return null;
  return (
    <Banner
      kind="install"
      icon="home"
      title={t('me.install_title')}
      text={t('me.install_text')}
      action={
        <Button small kind="soft" href="/me/install">
          {t('me.install_button')}
        </Button>
      }
    />
  );
}
