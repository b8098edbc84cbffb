import { giveUp } from '../../actions/outbox-items.js';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { titleOf } from './words.js';

/**
 * Asks before something is taken off this phone for good.
 * @param {{item: import('../../lib/outbox-items.js').Item, onClose: () => void}} props
 */
export function Remove({ item, onClose }) {
  const mayHaveArrived = item.entries.some(({ tried }) => tried);

  async function remove() {
    history.back();
    await giveUp(item);
  }

  return (
    <Sheet
      title={t('outbox.remove.heading')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={remove}>{t('outbox.remove.act')}</Button>
          <Button kind="line" onClick={() => history.back()}>
            {t('outbox.remove.keep')}
          </Button>
        </>
      }
    >
      <p class="lead">{titleOf(item)}</p>
      <Note icon="trash" text={t(`outbox.remove.${item.files.length > 0 ? 'photos' : 'text'}`)} />
      {mayHaveArrived && <Note text={t('outbox.remove.tried')} />}
    </Sheet>
  );
}
