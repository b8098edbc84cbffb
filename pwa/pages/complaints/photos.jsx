import { openFile } from '../../actions/kept-files.js';
import { giveUp, swapFile } from '../../actions/outbox-items.js';
import { Button, TextButton } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Section } from '../../components/panel.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { Picture, Tile, Tiles } from '../../components/tile.jsx';
import { PHOTO_KIND } from '../../lib/complaint-form.js';
import { standingPapers } from '../../lib/complaint-state.js';
import { t } from '../../lib/labels.js';
import { attachmentsTo } from '../../store/complaints.js';
import { connection } from '../../store/connection.js';
import { files, outboxItems } from '../../store/outbox.js';
import { FileTile, isPicture } from '../claims/file-tile.jsx';
import { TakingNote } from '../claims/taking-note.jsx';
import { useTaking } from '../claims/use-taking.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */
/** @typedef {import('../../lib/complaints.js').ComplaintPaper} ComplaintPaper */

/**
 * Every photo with where it is now; one that this phone lost can be taken again.
 *
 * @param {{complaint: ShownComplaint, open: (sheet: any) => void}} props
 */
export function ComplaintPhotos({ complaint, open }) {
  const { id, policy_id } = complaint;
  const shown = standingPapers(complaint);
  const taking = useTaking({
    owner: id,
    policyId: policy_id,
    before: async () => {},
    onKept: (fileId) => void replaceLost(id, fileId),
  });
  if (shown.length === 0) return null;
  return (
    <Section title={t('complaints.photos')}>
      <Tiles>
        {shown.map((paper, place) => {
          const name = t('complaints.nth_photo', { number: place + 1 });
          const close = () => open(null);
          const retake = () => taking.takePhoto({ kind: PHOTO_KIND });
          return (
            <PaperTile
              key={paper.id}
              own={ownFile(id, paper)}
              paper={paper}
              name={name}
              phone={complaint.written_by}
              onPress={() =>
                open(
                  <PaperSheet {...{ complaint, paper, name }} onRetake={retake} onClose={close} />,
                )
              }
            />
          );
        })}
      </Tiles>
      <TakingNote taking={taking} about={PHOTO_KIND} />
      {taking.inputs}
    </Section>
  );
}

/**
 * Puts a new photo in the place of the one that can't be sent.
 * @param {string} complaintId
 * @param {string} fileId
 */
async function replaceLost(complaintId, fileId) {
  const lost = attachmentsTo(complaintId).find(
    ({ file, state }) => state !== 'delivered' && fileOf(file)?.state === 'unreadable',
  );
  if (lost) await swapFile(lost.id, fileId);
}

/** @param {string | undefined} id */
function fileOf(id) {
  return files.value.find((file) => file.id === id);
}

/**
 * The file that this phone holds for a paper: its own, or one that was taken in its place.
 * @param {string} complaintId
 * @param {ComplaintPaper} paper
 */
function ownFile(complaintId, paper) {
  const entry = attachmentsTo(complaintId).find(({ args }) => args.paper_id === paper.id);
  return fileOf(entry?.file ?? paper.id);
}

/**
 * @param {{own: import('../../lib/outbox.js').KeptFile | undefined, paper: ComplaintPaper,
 *   name: string, phone: string, onPress: () => void}} props
 */
function PaperTile({ own, paper, name, phone, onPress }) {
  if (paper.state === 'expected' && own) {
    return <FileTile file={own} name={name} onPress={onPress} />;
  }
  const look =
    paper.state === 'expected'
      ? {
          kind: /** @type {const} */ ('wait'),
          icon: 'mobile',
          words: t('claims.tile.on_phone', { phone: phone || t('claims.photos.other_phone') }),
        }
      : { kind: /** @type {const} */ ('sent'), icon: 'check', words: t('claims.tile.sent') };
  return <Tile {...look} label={name} {...sourceOf(paper, 'thumb')} onPress={onPress} />;
}

/**
 * Where a photo's picture is from: this phone while it has it, else the server.
 * @param {ComplaintPaper} paper
 * @param {'thumb' | 'preview'} size of the server's
 */
function sourceOf({ id, upload_id }, size) {
  const own = fileOf(id);
  const isHere = own && own.parts > 0 && isPicture(own);
  const isThere = upload_id && connection.value.state !== 'offline';
  return {
    picture: isHere ? () => openFile(id) : undefined,
    address: isThere ? `/api/files/${upload_id}/${size}` : undefined,
  };
}

/**
 * @param {{complaint: ShownComplaint, paper: ComplaintPaper, name: string, onRetake: () => void,
 *   onClose: () => void}} props
 */
function PaperSheet({ complaint, paper, name, onRetake, onClose }) {
  const own = ownFile(complaint.id, paper);
  const isLost = own?.state === 'unreadable';
  const isComing = paper.state === 'expected' && own !== undefined;
  const { picture, address } = sourceOf(paper, 'preview');

  /** @param {() => unknown} act */
  function andClose(act) {
    void act();
    closeSheet();
  }

  return (
    <Sheet
      title={name}
      onClose={onClose}
      foot={
        isLost && (
          <Button icon="camera" onClick={() => andClose(onRetake)}>
            {t('claims.tile.retake')}
          </Button>
        )
      }
    >
      <div class="photo">
        <Picture load={picture} address={address} alt={name} />
      </div>
      {isLost && <Note icon="alert" text={t('claims.advice.unreadable')} />}
      {paper.upload_id && paper.state === 'received' && (
        <a
          class="textbtn"
          href={`/api/files/${paper.upload_id}/original`}
          download={paper.filename || undefined}
        >
          {t('claims.photos.original')}
        </a>
      )}
      {isComing && (
        <TextButton icon="trash" onClick={() => andClose(() => drop(complaint.id, paper.id))}>
          {t('claims.photos.drop')}
        </TextButton>
      )}
    </Sheet>
  );
}

/**
 * Says that one photo will not come, as the list of unsent things does.
 * @param {string} complaintId
 * @param {string} paperId
 */
async function drop(complaintId, paperId) {
  const entry = attachmentsTo(complaintId).find(({ args }) => args.paper_id === paperId);
  const item = outboxItems.value.find(({ entries }) => entries.some(({ id }) => id === entry?.id));
  if (entry && item) await giveUp({ ...item, entries: [entry] });
}
