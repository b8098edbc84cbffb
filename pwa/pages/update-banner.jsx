import { applyUpdate } from '../actions/update.js';
import { Banner } from '../components/banner.jsx';
import { Button } from '../components/button.jsx';
import { t } from '../lib/labels.js';
import { updateWaiting } from '../store/update.js';

/** A newer version is offered, never taken by itself. */
export function UpdateBanner() {
  if (!updateWaiting.value) return null;
  return (
    <Banner
      kind="new"
      icon="download"
      title={t('me.update_title')}
      isNews
      text={t('me.update_text')}
      action={
        <Button small onClick={applyUpdate}>
          {t('me.update_button')}
        </Button>
      }
    />
  );
}
