import { useState } from 'preact/hooks';
import { refreshNow } from '../../actions/refresh.js';
import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';
import { NoSignal, Refused } from '../../lib/outcome.js';

/** A card that was out of contact for 30 days, closed. */
export function HiddenCard() {
  return (
    <article class="ecard ecard--off ecard--closed">
      <Icon name="lock" size="l" />
      <p>{t('card.lease.card')}</p>
    </article>
  );
}

/** Asks for contact with the server before a card is shown again. */
export function ContactFirst() {
  const [isAsking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState('');

  async function contact() {
    setAsking(true);
    setTrouble(await tryToContact());
    setAsking(false);
  }

  return (
    <>
      <Panel pad class="fix">
        <h2>{t('card.lease.title')}</h2>
        <p class="lead">{t('card.lease.text')}</p>
        <Button block icon="refresh" busy={isAsking} onClick={contact}>
          {t(`card.lease.${isAsking ? 'asking' : 'button'}`)}
        </Button>
        <p class="cap cap--says" role="status">
          {trouble && t(`card.lease.${trouble}`)}
        </p>
      </Panel>
      <Panel>
        <HotlineRow title={t('card.lease.hotline')} />
      </Panel>
    </>
  );
}

/** @returns {Promise<'' | 'offline' | 'busy'>} what stood in the way */
async function tryToContact() {
  try {
    await refreshNow();
    return '';
  } catch (error) {
    if (error instanceof NoSignal) return 'offline';
    if (error instanceof Refused) return 'busy';
    throw error;
  }
}
