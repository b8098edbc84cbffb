import { dropFile, openFile } from '../../actions/kept-files.js';
import { Button, TextButton } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { Picture } from '../../components/tile.jsx';
import { bytes } from '../../lib/format.js';
import { t } from '../../lib/labels.js';

/** @typedef {import('../../lib/outbox.js').KeptFile} KeptFile */

/**
 * One photo large, what is wrong with it, and what can be done about it. Nobody is made to take
 * it again; the old one stays until the new one is there.
 *
 * @param {{file: KeptFile, flaws: string[], onAccept?: () => void, onRetake: () => void,
 *   onClose: () => void}} props
 */
export function PhotoSheet({ file, flaws, onAccept, onRetake, onClose }) {
  const isLost = file.state === 'unreadable';
  const wrong = isLost ? ['unreadable'] : flaws;

  /** @param {() => unknown} act */
  function andClose(act) {
    void act();
    closeSheet();
  }

  return (
    <Sheet
      title={t(`claims.document.${file.kind}`)}
      onClose={onClose}
      foot={
        <Button
          icon="camera"
          kind={wrong.length > 0 ? 'primary' : 'soft'}
          onClick={() => andClose(onRetake)}
        >
          {t('claims.tile.retake')}
        </Button>
      }
    >
      <div class="photo">
        <Picture load={() => openFile(file.id)} alt={file.name} />
      </div>
      <p class="cap">
        {file.name} <span class="num">{bytes(file.size)}</span>
      </p>
      {wrong.map((flaw) => (
        <Note key={flaw} icon="alert" text={t(`claims.advice.${flaw}`)} />
      ))}
      <div class="btns btns--text">
        {onAccept && flaws.length > 0 && !isLost && (
          <TextButton onClick={() => andClose(onAccept)}>{t('claims.documents.accept')}</TextButton>
        )}
        <TextButton icon="trash" onClick={() => andClose(() => dropFile(file.id))}>
          {t('claims.documents.remove')}
        </TextButton>
      </div>
    </Sheet>
  );
}
