import { useState } from 'preact/hooks';
import { forgetCard } from '../../actions/phones.js';
import { Banner } from '../../components/banner.jsx';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { both, t } from '../../lib/labels.js';
import { NoSignal, Refused } from '../../lib/outcome.js';
import { unsentOf } from '../../store/outbox.js';
import { visibleCards } from '../../store/queries.js';

/** @typedef {import('../../lib/rows.js').Card} Card */

/**
 * Takes a card off this phone, after asking once.
 *
 * @param {{onClose: () => void}} props
 */
export function RemoveCard({ onClose }) {
  const cards = visibleCards.value;
  const [chosen, setChosen] = useState(cards.length === 1 ? cards[0] : undefined);
  if (chosen) return <Confirm card={chosen} onClose={onClose} />;
  return (
    <Sheet title={t('phones.remove.title')} onClose={onClose}>
      <Panel>
        {cards.map((card) => (
          <Row
            key={card.id}
            icon="card"
            title={t('me.card_of', { name: card.child_name })}
            text={both(card.plan_name)}
            onClick={() => setChosen(card)}
          />
        ))}
      </Panel>
    </Sheet>
  );
}

/** @param {{card: Card, onClose: () => void}} props */
function Confirm({ card, onClose }) {
  const [isRemoving, setRemoving] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const name = card.child_name;
  const unsent = unsentOf(card.id);

  async function remove() {
    setRemoving(true);
    try {
      await forgetCard(card.id);
      history.back();
    } catch (error) {
      if (!(error instanceof NoSignal || error instanceof Refused)) throw error;
      setFailed(true);
      setRemoving(false);
    }
  }

  return (
    <Sheet
      title={t('phones.remove.heading', { name })}
      onClose={onClose}
      foot={
        <>
          <Button busy={isRemoving} onClick={remove}>
            {t('phones.remove.act', { name })}
          </Button>
          <Button kind="line" onClick={() => history.back()}>
            {t('phones.remove.keep')}
          </Button>
        </>
      }
    >
      <p class="lead">{t('phones.remove.text')}</p>
      {unsent > 0 && (
        <Banner
          kind="turn"
          icon="turn"
          title={t('outbox.row.title', { count: unsent })}
          text={t('outbox.stays', { count: unsent })}
          action={
            <Button small kind="turn" href="/outbox">
              {t('outbox.look')}
            </Button>
          }
        />
      )}
      <Note icon="lock" text={t('phones.remove.traces')} />
      <div role="status">
        <Note icon="nosignal" text={t(`phones.remove.${hasFailed ? 'failed' : 'offline'}`)} />
      </div>
    </Sheet>
  );
}
