import { dropDocument } from '../../actions/claims.js';
import { TextButton } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Section } from '../../components/panel.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { Picture, Tile, Tiles } from '../../components/tile.jsx';
import { numberOf, standing } from '../../lib/claim-state.js';
import { asOf } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { attachmentsOf, documentsOf } from '../../store/claims.js';
import { files } from '../../store/outbox.js';
import { Marked } from './asks.jsx';
import { photosOf } from './claim-words.js';
import { FileTile } from './file-tile.jsx';
import { pictureOf } from './pictures.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claims.js').ClaimDocument} ClaimDocument */

/**
 * Every document with where it is now.
 *
 * @param {{claim: ShownClaim, open: (sheet: any) => void}} props
 */
export function ClaimDocuments({ claim, open }) {
  const all = documentsOf(claim.id);
  const shown = photosOf(claim.id);
  if (shown.length === 0) return null;
  return (
    <Section
      title={t('claims.documents.title')}
      aside={<p class="cap">{t('claims.photos.count', { count: shown.length })}</p>}
    >
      <Tiles>
        {shown.map((document) => (
          <DocumentTile
            key={document.id}
            document={document}
            name={nameOf(document, all)}
            onPress={() =>
              open(
                <DocumentSheet
                  {...{ claim, document }}
                  name={nameOf(document, all)}
                  onClose={() => open(null)}
                />,
              )
            }
          />
        ))}
      </Tiles>
    </Section>
  );
}

/** @param {{document: ClaimDocument, name: string, onPress: () => void}} props */
function DocumentTile({ document, name, onPress }) {
  const { id, state, phone } = document;
  const own = files.value.find((file) => file.id === id);
  if (state === 'expected' && own) return <FileTile file={own} name={name} onPress={onPress} />;
  const { load, address } = pictureOf(document, 'thumb');
  const looks = {
    retake_requested: {
      kind: /** @type {const} */ ('turn'),
      icon: 'camera',
      words: t('claims.tile.retake'),
    },
    expected: {
      kind: /** @type {const} */ ('wait'),
      icon: 'mobile',
      words: t('claims.tile.on_phone', { phone: phone || t('claims.photos.other_phone') }),
    },
  };
  const look =
    state === 'retake_requested' || state === 'expected'
      ? looks[state]
      : { kind: /** @type {const} */ ('sent'), icon: 'check', words: t('claims.tile.sent') };
  return <Tile {...look} label={name} picture={load} address={address} onPress={onPress} />;
}

/**
 * @param {{claim: ShownClaim, document: ClaimDocument, name: string, onClose: () => void}} props
 */
function DocumentSheet({ claim, document, name, onClose }) {
  const { state, received_at, filename, request, upload_id } = document;
  const isComing =
    state === 'expected' && attachmentsOf(claim.id).some(({ file }) => file === document.id);

  async function drop() {
    await dropDocument(claim, document.id);
    closeSheet();
  }

  return (
    <Sheet title={name} onClose={onClose}>
      <div class="photo">
        {request ? (
          <Marked document={document} size="preview" />
        ) : (
          <Picture {...pictureOf(document, 'preview')} />
        )}
      </div>
      {request && <Note icon="turn" text={request.note || t('claims.asks.retake_how')} />}
      <p class="cap">
        {filename} {received_at && t('claims.photos.received', { at: asOf(received_at) })}
      </p>
      {upload_id && state !== 'expected' && (
        <a class="textbtn" href={`/api/files/${upload_id}/original`} download={filename}>
          {t('claims.photos.original')}
        </a>
      )}
      {isComing && (
        <TextButton icon="trash" onClick={drop}>
          {t('claims.photos.drop')}
        </TextButton>
      )}
    </Sheet>
  );
}

/**
 * '发票第2张'; a kind of which there is one has no number.
 * @param {ClaimDocument} document
 * @param {ClaimDocument[]} all
 */
function nameOf(document, all) {
  const name = t(`claims.document.${document.kind}`);
  const isOnly = standing(all).filter(({ kind }) => kind === document.kind).length === 1;
  return isOnly ? name : t('claims.nth_of', { document: name, number: numberOf(document, all) });
}
