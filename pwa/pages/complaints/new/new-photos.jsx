import { TextButton } from '../../../components/button.jsx';
import { Icon } from '../../../components/icon.jsx';
import { AddTile, Tiles } from '../../../components/tile.jsx';
import { MOST_PHOTOS, PHOTO_KIND } from '../../../lib/complaint-form.js';
import { t } from '../../../lib/labels.js';
import { FileTile } from '../../claims/file-tile.jsx';
import { flawsIn } from '../../claims/new/checklist.js';
import { PhotoSheet } from '../../claims/photo-sheet.jsx';
import { TakingNote } from '../../claims/taking-note.jsx';
import { useTaking } from '../../claims/use-taking.js';

/**
 * Photos and PDFs; they may be left out.
 *
 * @param {{filling: import('./use-complaint-draft.js').Filling,
 *   photos: import('../../../lib/outbox.js').KeptFile[], says: Record<string, string>,
 *   open: (sheet: any) => void}} props
 */
export function NewPhotos({ filling: { id, policy_id, keep }, photos, says, open }) {
  const taking = useTaking({ owner: id, policyId: policy_id, before: keep });
  const about = { kind: PHOTO_KIND };
  const isFull = photos.length >= MOST_PHOTOS;
  return (
    <div class={says.papers ? 'field field--bad' : 'field'}>
      <span class="field__l">
        <span>{t('complaints.photos')}</span>
        <small>{t('complaints.photos_hint', { most: MOST_PHOTOS })}</small>
      </span>
      <div id="field-papers" tabIndex={-1}>
        <Tiles>
          {photos.map((file, place) => (
            <FileTile
              key={file.id}
              file={file}
              name={t('complaints.nth_photo', { number: place + 1 })}
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
          {!isFull && (
            <AddTile onPress={() => taking.takePhoto(about)}>
              {t(photos.length > 0 ? 'claims.documents.another' : 'claims.documents.take')}
            </AddTile>
          )}
        </Tiles>
      </div>
      {!isFull && (
        <TextButton icon="image" onClick={() => taking.chooseFiles(about)}>
          {t('claims.documents.album')}
        </TextButton>
      )}
      {says.papers && (
        <p class="field__h" role="alert">
          <Icon name="info" />
          <span>{says.papers}</span>
        </p>
      )}
      <TakingNote taking={taking} about={PHOTO_KIND} />
      {taking.inputs}
    </div>
  );
}
