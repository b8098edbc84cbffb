import { Art } from '../components/art.jsx';
import { Banner } from '../components/banner.jsx';
import { Button, IconButton } from '../components/button.jsx';
import { Deck } from '../components/deck.jsx';
import { ECard } from '../components/e-card.jsx';
import { Note } from '../components/note.jsx';
import { Screen } from '../components/screen.jsx';
import { Skeleton } from '../components/skeleton.jsx';
import { t } from '../lib/labels.js';
import { isPictured } from '../store/picture.js';
import { cardsReady, diskRefused, leaseOver, sessionLost, visibleCards } from '../store/queries.js';
import { forgot } from '../store/storage.js';
import { CardActions } from './cards/card-actions.jsx';
import { ContactFirst, HiddenCard } from './cards/contact-first.jsx';
import { ConsentBanner } from './consent-banner.jsx';
import { LookUp } from './look-up.jsx';
import { OutboxPanel } from './outbox-row.jsx';
import { ageOf, colourOf, frontCard, labelOf, qrOf, swipedTo } from './wallet.js';

/** @typedef {import('../lib/rows.js').Card} Card */

/** The wallet: the card opens first, always; the first picture is the front card and no more. */
export default function Home() {
  const hasCards = visibleCards.value.length > 0;
  return (
    <Screen
      title={t('card.wallet')}
      tab="cards"
      class="page--home"
      end={hasCards && <IconButton icon="plus" label={t('card.add')} href="/bind" />}
    >
      {!cardsReady.value && <Skeleton rows={2} tall />}
      {cardsReady.value && !hasCards && <First />}
      {hasCards && <Wallet />}
    </Screen>
  );
}

function Wallet() {
  const cards = visibleCards.value;
  const front = frontCard.value;
  const slides = cards.map((card) => ({
    id: card.id,
    label: t('card.swipe_to', { name: labelOf(card, cards) }),
    view: (isPictured.value || card.id === front?.id) && <Slide card={card} />,
  }));
  if (!front) return null;
  return (
    <>
      <Deck
        cards={slides}
        chosen={front.id}
        onChoose={(id) => {
          swipedTo.value = id;
        }}
      />
      {isPictured.value && <UnderCard card={front} />}
    </>
  );
}

/** @param {{card: Card}} props */
function UnderCard({ card }) {
  return (
    <div class="after-picture">
      {sessionLost.value && <BindAgain />}
      <ConsentBanner />
      <OutboxPanel />
      {leaseOver(card.id) ? <ContactFirst /> : <CardActions key={card.id} card={card} />}
    </div>
  );
}

/** @param {{card: Card}} props */
function Slide({ card }) {
  if (leaseOver(card.id)) return <HiddenCard />;
  return (
    <ECard
      card={card}
      colour={colourOf(card)}
      asOf={ageOf(card.id)}
      qr={qrOf(card)}
      href={`/cards/${card.id}/show`}
    />
  );
}

/** The server no longer knows this browser: what is here stays, and nothing new comes. */
function BindAgain() {
  return (
    <Banner
      kind="turn"
      icon="turn"
      title={t('card.session_lost_title')}
      action={
        <Button small kind="turn" href="/bind">
          {t('card.session_lost_button')}
        </Button>
      }
    >
      {t('card.session_lost_text')}
    </Banner>
  );
}

/** Before the first card: what this is in two lines, and one button. */
function First() {
  const words = forgot.value ? 'forgot' : 'first';
  return (
    <section class="first">
      <Art name="card" />
      <h2>{t(`card.${words}.title`)}</h2>
      <p class="lead">{t(`card.${words}.text`)}</p>
      <p class="lead">{t(`card.${words}.more`)}</p>
      <Button href="/bind">{t('card.first.button')}</Button>
      {diskRefused.value && <Note icon="alert" text={t('card.disk_refused')} />}
      <Note icon="phonecall" text={t('card.first.hotline')} />
      <LookUp />
    </section>
  );
}
