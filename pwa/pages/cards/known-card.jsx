import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { cardOf, cardsReady, leaseOver } from '../../store/queries.js';
import { ContactFirst } from './contact-first.jsx';

/**
 * Draws a card's content once the card is known and may be shown; else says why not.
 *
 * @param {{id: string, children: (card: import('../../lib/rows.js').Card) =>
 *   import('preact').ComponentChildren}} props
 */
export function KnownCard({ id, children }) {
  const card = cardOf(id);
  if (!cardsReady.value) return <Skeleton rows={3} tall />;
  if (!card) {
    return (
      <Blank
        art="card"
        title={t('card.unknown.title')}
        action={<Button href="/">{t('card.unknown.button')}</Button>}
      >
        {t('card.unknown.text')}
      </Blank>
    );
  }
  return leaseOver(id) ? <ContactFirst /> : children(card);
}
