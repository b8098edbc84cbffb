import { TextButton } from '../../components/button.jsx';
import { AddTile, Tile, Tiles } from '../../components/tile.jsx';
import { t } from '../../lib/labels.js';
import { recordedDose } from '../../store/doses.js';
import { FileTile } from '../claims/file-tile.jsx';
import { flawsIn } from '../claims/new/checklist.js';
import { PhotoSheet } from '../claims/photo-sheet.jsx';
import { TakingNote } from '../claims/taking-note.jsx';
import { useTaking } from '../claims/use-taking.js';
import { photoOf } from './dose-fields.jsx';

/**
 * A photo of the booklet's page; it may be left out.
 *
 * @param {{filling: import('./dose-fields.jsx').Filling, open: (sheet: any) => void}} props
 */
export function Booklet({ filling, open }) {
  const { id, policy_id, form, change, keep } = filling;
  const photo = photoOf(id);
  const sent = form.drop_photo ? null : recordedDose(id)?.upload_id;
  const taking = useTaking({ owner: id, policyId: policy_id, before: keep });
  const take = () => taking.takePhoto({ kind: 'booklet', instead: photo?.id });
  return (
    <div class="field">
      <span class="field__l">
        <span>{t('doses.photo')}</span>
        <small>{t('doses.photo_hint')}</small>
      </span>
      <Tiles>
        {photo && (
          <FileTile
            file={photo}
            name={t('doses.photo')}
            onPress={() =>
              open(
                <PhotoSheet
                  file={photo}
                  flaws={flawsIn(photo)}
                  onRetake={take}
                  onClose={() => open(null)}
                />,
              )
            }
          />
        )}
        {!photo && sent && (
          <Tile
            kind="sent"
            icon="check"
            words={t('claims.tile.sent')}
            label={t('doses.photo')}
            address={`/api/files/${sent}/thumb`}
            onPress={take}
          />
        )}
        {!photo && (
          <AddTile onPress={take}>
            {t(sent ? 'claims.tile.retake' : 'claims.documents.take')}
          </AddTile>
        )}
      </Tiles>
      {!photo && (
        <TextButton icon="image" onClick={() => taking.chooseFiles({ kind: 'booklet' })}>
          {t('claims.documents.album')}
        </TextButton>
      )}
      {!photo && sent && (
        <TextButton icon="trash" onClick={() => change({ drop_photo: true })}>
          {t('claims.documents.remove')}
        </TextButton>
      )}
      <TakingNote taking={taking} about="booklet" />
      {taking.inputs}
    </div>
  );
}
