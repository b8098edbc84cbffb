import { useState } from 'preact/hooks';
import { sendNow } from '../../actions/outbox.js';
import { Banner } from '../../components/banner.jsx';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { connectionWords } from '../../components/connection-pill.jsx';
import { Note } from '../../components/note.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { connection } from '../../store/connection.js';
import { doing, outboxItems, outboxReady } from '../../store/outbox.js';
import { local } from '../../store/queries.js';
import { forgotUnsent, roomIsShort } from '../../store/storage.js';
import { Delivered } from './delivered.jsx';
import { MobileData } from './mobile-data.jsx';
import { NeedsYou } from './needs-you.jsx';
import { Rejected } from './rejected.jsx';
import { OutboxSheet } from './sheets.jsx';
import { Waiting } from './waiting.jsx';
import { isSentBack } from './words.js';

/** @typedef {import('./sheets.jsx').Opened} Opened */

/** Everything that a parent did and the server may not have yet; each with what it waits for. */
export default function Outbox() {
  const [opened, open] = useState(/** @type {Opened} */ (null));
  const items = outboxItems.value;
  const turns = items.filter(({ state }) => state === 'needs_you');
  const rejected = turns.filter(isSentBack);
  const others = turns.filter((item) => !isSentBack(item));
  const waiting = items.filter(({ state }) => state === 'waiting' || state === 'sending');
  return (
    <Screen
      title={t('outbox.title')}
      back="/"
      connectionText={connectionWords(connection.value)}
      dock={<TryNow isNeeded={waiting.length > 0} />}
      sheet={<OutboxSheet opened={opened} onOpen={open} />}
    >
      {!outboxReady.value && <Skeleton rows={3} />}
      {outboxReady.value && (
        <Head open={waiting.length} turns={turns.length} back={rejected.length} />
      )}
      <Obstacle />
      {rejected.map((item) => (
        <Rejected key={item.id} item={item} onOpen={open} />
      ))}
      <Waiting items={waiting} isAfter={rejected.length > 0} onOpen={open} />
      <NeedsYou items={others} onOpen={open} />
      <Delivered items={items.filter(({ state }) => state === 'delivered')} />
      <MobileData items={waiting} />
    </Screen>
  );
}

/** @param {{open: number, turns: number, back: number}} props */
function Head({ open, turns, back }) {
  if (open + turns === 0) {
    return <Blank art="letter" title={t('outbox.empty_title')} text={t('outbox.empty_text')} />;
  }
  const isOfYou = open === 0 || back > 0;
  const words = isOfYou ? 'turns' : 'open';
  return (
    <section class="obh" role="status">
      <h2>{t(`outbox.${words}_title`, { count: isOfYou ? back || turns : open })}</h2>
      <p class="lead">{t(`outbox.${words}_text`)}</p>
    </section>
  );
}

/** What stands in the way of all of it, and what helps. */
function Obstacle() {
  const forgotten = local.value.get('outbox_forgotten');
  return (
    <>
      {doing.value === 'paused' && (
        <Banner
          kind="turn"
          icon="turn"
          title={t('outbox.paused_title')}
          text={t('outbox.paused_text')}
          action={<Act href="/bind" words="paused_act" />}
        />
      )}
      {doing.value === 'consents' && (
        <Banner
          kind="turn"
          icon="turn"
          title={t('outbox.consents_title')}
          text={t('outbox.consents_text')}
          action={<Act href="/me/consents" words="consents_act" />}
        />
      )}
      {forgotUnsent.value > 0 && (
        <Note icon="alert" text={t('outbox.lost', { count: forgotUnsent.value })} />
      )}
      {forgotten && <Note text={t('outbox.forgotten', { count: forgotten.count })} />}
      {roomIsShort.value && <Note icon="disk" text={t('outbox.room')} />}
    </>
  );
}

/** @param {{href: string, words: string}} props */
function Act({ href, words }) {
  return (
    <Button small kind="turn" href={href}>
      {t(`outbox.${words}`)}
    </Button>
  );
}

/** @param {{isNeeded: boolean}} props */
function TryNow({ isNeeded }) {
  const isBusy = doing.value === 'sending';
  return (
    <Button kind="soft" icon="refresh" disabled={!isNeeded} busy={isBusy} onClick={sendNow}>
      {t(`outbox.${isBusy ? 'sending' : 'try_now'}`)}
    </Button>
  );
}
