import { Banner } from '../components/banner.jsx';
import { Button } from '../components/button.jsx';
import { t } from '../lib/labels.js';
import { consentState } from '../store/consents.js';
import { visibleCards } from '../store/queries.js';

/** Asks for a look at new texts, over a card that goes on opening; never a wall before it. */
export function ConsentBanner() {
  const state = consentState.value;
  const isAsking = state === 'ask' || state === 'refused';
  if (!isAsking || visibleCards.value.length === 0) return null;
  return (
    <Banner
      kind="turn"
      icon="turn"
      title={t(`privacy.renewal.${state}_title`)}
      text={t(`privacy.renewal.${state}_text`)}
      action={
        <Button small kind="turn" href="/me/consents">
          {t('privacy.renewal.look')}
        </Button>
      }
    />
  );
}
