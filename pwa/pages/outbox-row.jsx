import { Icon } from '../components/icon.jsx';
import { Panel } from '../components/panel.jsx';
import { t } from '../lib/labels.js';
import { turnCount, waitingCount } from '../store/outbox.js';

/** The way to what hasn't been sent; nothing while there is nothing. */
export function OutboxPanel() {
  if (waitingCount.value === 0) return null;
  return (
    <Panel>
      <OutboxRow />
    </Panel>
  );
}

function OutboxRow() {
  const turns = turnCount.value;
  const look = turns > 0 ? 'turn' : 'wait';
  return (
    <a class="row row--gl" href="/outbox">
      <span class={`glyph glyph--${look}`}>
        <Icon name={turns > 0 ? 'turn' : 'nosignal'} />
      </span>
      <span class="row__b">
        <span class="row__t">{t('outbox.row.title', { count: waitingCount.value })}</span>
        <span class="row__s">{outboxWords()}</span>
      </span>
      <Icon name="right" class="chev" />
    </a>
  );
}

/** How the outbox stands, in one line. */
export function outboxWords() {
  if (turnCount.value > 0) return t('outbox.row.turns', { count: turnCount.value });
  return t(waitingCount.value > 0 ? 'outbox.row.text' : 'outbox.row.none');
}
