import { Blank } from '../components/blank.jsx';
import { Button } from '../components/button.jsx';
import { Screen } from '../components/screen.jsx';
import { t } from '../lib/labels.js';

/** An address that leads nowhere. */
export default function NotFound() {
  return (
    <Screen title={t('common.not_found.title')} back="/" tab="cards">
      <Blank
        art="search"
        title={t('common.not_found.heading')}
        action={<Button href="/">{t('card.unknown.button')}</Button>}
      >
        {t('common.not_found.text')}
      </Blank>
    </Screen>
  );
}
