import { useState } from 'preact/hooks';
import { resumeEntry, reviseEntry, sendNow } from '../../actions/outbox.js';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { Overtaken } from '../../lib/outcome.js';
import { navigate } from '../../router.js';
import { canBeHandedOver, detailsOf, isPhotos, refusalOf, refusalWords, titleOf } from './words.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */

/**
 * What can be done about one unsent thing.
 * @param {{item: Item, onOpen: import('./sheets.jsx').OnOpen, onClose: () => void}} props
 */
export function ItemSheet({ item, onOpen, onClose }) {
  const [isOvertaken, setOvertaken] = useState(false);
  const [entry] = item.entries;
  if (!entry) return null;
  const isHeld = refusalOf(item)?.code === 'editing';
  const isWaiting = item.state !== 'needs_you';

  async function edit() {
    try {
      await reviseEntry(entry?.id ?? '');
      navigate(entry?.made_on ?? '/outbox', { replace: true });
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      setOvertaken(true);
    }
  }

  return (
    <Sheet title={titleOf(item)} onClose={onClose}>
      <p class="lead">
        {isWaiting ? detailsOf(item).join(t('outbox.join')) : refusalWords(item).text}
      </p>
      <Panel>
        {isWaiting && (
          <Row icon="refresh" title={t('outbox.send_now')} onClick={() => act(sendNow)} />
        )}
        {isHeld && <Row icon="refresh" title={t('outbox.as_it_was')} onClick={() => act(resume)} />}
        {isWaiting && entry.made_on && !isPhotos(item) && !entry.file && (
          <Row icon="pen" title={t('outbox.edit')} text={t('outbox.edit_text')} onClick={edit} />
        )}
        {canBeHandedOver(item) && (
          <Row
            icon="external"
            title={t('outbox.hand.title')}
            text={t('outbox.hand.text')}
            onClick={() => onOpen({ id: item.id, what: 'hand' })}
          />
        )}
        <Row
          icon="trash"
          title={t('outbox.remove.title')}
          onClick={() => onOpen({ id: item.id, what: 'remove' })}
        />
      </Panel>
      <div role="status">{isOvertaken && <Note text={t('outbox.overtaken')} />}</div>
    </Sheet>
  );

  function resume() {
    return resumeEntry(entry?.id ?? '');
  }
}

/** @param {() => Promise<unknown>} step */
function act(step) {
  void step();
  history.back();
}
