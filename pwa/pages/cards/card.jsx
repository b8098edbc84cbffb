import { ECard } from '../../components/e-card.jsx';
import { Screen } from '../../components/screen.jsx';
import { t } from '../../lib/labels.js';
import { ageOf, colourOf, qrOf } from '../wallet.js';
import { CardActions } from './card-actions.jsx';
import { KnownCard } from './known-card.jsx';

/** One card by itself: where binding and the inbox lead. @param {{id: string}} props */
export default function Card({ id }) {
  return (
    <Screen title={t('card.title')} back="/" tab="cards" class="page--home">
      <KnownCard id={id}>
        {(card) => (
          <>
            <ECard
              card={card}
              colour={colourOf(card)}
              asOf={ageOf(id)}
              qr={qrOf(card)}
              href={`/cards/${id}/show`}
            />
            <CardActions card={card} />
          </>
        )}
      </KnownCard>
    </Screen>
  );
}
