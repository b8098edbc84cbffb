import { Button } from '../../components/button.jsx';
import { AddTile, Tiles } from '../../components/tile.jsx';
import { t } from '../../lib/labels.js';
import { FileTile } from './file-tile.jsx';
import { flawsIn } from './new/checklist.js';
import { PhotoSheet } from './photo-sheet.jsx';
import { TakingNote } from './taking-note.jsx';

/** @typedef {import('../../lib/outbox.js').KeptFile} KeptFile */

/**
 * The photos that are added for one line, and how to take them.
 *
 * @param {{line: import('./asked.js').AskedLine, files: KeptFile[],
 *   taking: import('./use-taking.js').Taking, open: (sheet: any) => void}} props
 */
export function AddedPhotos({ line: { kind, document }, files, taking, open }) {
  const about = { kind, replaces: document?.id };
  return (
    <>
      {files.length > 0 && (
        <Tiles>
          {files.map((file) => (
            <FileTile
              key={file.id}
              file={file}
              name={t(`claims.document.${kind}`)}
              onPress={() =>
                open(
                  <PhotoSheet
                    file={file}
                    flaws={flawsIn(file)}
                    onRetake={() => taking.takePhoto({ ...about, instead: file.id })}
                    onClose={() => open(null)}
                  />,
                )
              }
            />
          ))}
          {!document && (
            <AddTile onPress={() => taking.takePhoto(about)}>
              {t('claims.documents.another')}
            </AddTile>
          )}
        </Tiles>
      )}
      {files.length === 0 && (
        <div class="btns">
          <Button kind="soft" small icon="camera" onClick={() => taking.takePhoto(about)}>
            {t('claims.documents.take')}
          </Button>
          <Button kind="line" small icon="image" onClick={() => taking.chooseFiles(about)}>
            {t('claims.documents.album')}
          </Button>
        </div>
      )}
      <TakingNote taking={taking} about={document?.id ?? kind} />
    </>
  );
}
