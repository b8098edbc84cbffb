import { useMemo, useState } from 'preact/hooks';
import { stopKeeping } from '../../actions/claim-drafts.js';
import { announceDocuments } from '../../actions/claims.js';
import { Button } from '../../components/button.jsx';
import { Need } from '../../components/need.jsx';
import { Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { TextArea } from '../../components/text-area.jsx';
import { DOCUMENT_ICONS } from '../../lib/claim-documents.js';
import { numberOf } from '../../lib/claim-state.js';
import { newId } from '../../lib/ids.js';
import { t } from '../../lib/labels.js';
import { NotKept } from '../../lib/outcome.js';
import { back } from '../../router.js';
import { claimOf, documentsOf, filesOf } from '../../store/claims.js';
import { connection } from '../../store/connection.js';
import { drafts, outboxReady } from '../../store/outbox.js';
import { ready } from '../../store/queries.js';
import { AddedPhotos } from './added-photos.jsx';
import { askedOf } from './asked.js';
import { Asks } from './asks.jsx';
import { useMore } from './use-more.js';
import { useTaking } from './use-taking.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('./asked.js').AskedLine} AskedLine */

/** Photos again, other documents, a few words: for a claim that is there. @param {{id: string}} props */
export default function AddDocuments({ id }) {
  const claim = claimOf(id);
  const fresh = useMemo(newId, []);
  if (!claim || !ready.value || !outboxReady.value) {
    return (
      <Screen title={t('claims.add.title')} back={`/claims/${id}`} tab="claims">
        <Skeleton rows={3} />
      </Screen>
    );
  }
  const known = drafts.value.find(({ form }) => form.claim_id === id);
  const note = String(known?.form.note ?? '');
  return <Form claim={claim} draftId={known?.id ?? fresh} note={note} />;
}

/** @param {{claim: ShownClaim, draftId: string, note: string}} props */
function Form({ claim, draftId, note: first }) {
  const [sheet, open] = useState(/** @type {any} */ (null));
  const [isFull, setFull] = useState(false);
  const more = useMore({ id: draftId, claim, note: first });
  const taking = useTaking({ owner: draftId, policyId: claim.policy_id, before: more.keep });
  const { request_id, lines } = askedOf(claim, documentsOf(claim.id));
  const files = filesOf(draftId);
  const isOffline = connection.value.state === 'offline';
  const note = more.note.trim();

  async function send() {
    const documents = files.map((file) => ({ file, replaces: replacedBy(file) }));
    try {
      await stopKeeping();
      await announceDocuments(claim, { draft: draftId, request_id, note, documents });
      back(`/claims/${claim.id}`);
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      setFull(true);
    }
  }

  return (
    <Screen
      title={t('claims.add.title')}
      back={`/claims/${claim.id}`}
      note={isFull ? t('claims.full.note') : t(`claims.sign.${isOffline ? 'offline' : 'note'}`)}
      noteIcon={isOffline ? 'nosignal' : 'check'}
      dock={
        <Button disabled={files.length === 0 && !note} onClick={send}>
          {t('claims.add.send')}
        </Button>
      }
      sheet={sheet}
    >
      <Asks claim={claim} />
      <Section title={t('claims.documents.yours')}>
        <ul class="panel">
          {lines.map((line) => (
            <Line
              key={line.document?.id ?? line.kind}
              {...{ line, taking, open }}
              files={files.filter((file) => isFor(file, line))}
            />
          ))}
        </ul>
      </Section>
      <TextArea
        name="note"
        label={t('claims.add.note')}
        hint={t('claims.optional')}
        maxLength={500}
        value={more.note}
        onValue={more.setNote}
      />
      {taking.inputs}
    </Screen>
  );
}

/** @param {{line: AskedLine} & Parameters<typeof AddedPhotos>[0]} props */
function Line(props) {
  const { kind, document } = props.line;
  const name = t(`claims.document.${kind}`);
  const number = document && numberOf(document, documentsOf(document.claim_id));
  return (
    <Need
      icon={DOCUMENT_ICONS[kind] ?? 'file'}
      title={document ? t('claims.nth_of', { document: name, number }) : name}
      text={t(`claims.about.${document ? 'retake' : kind}`)}
    >
      <AddedPhotos {...props} />
    </Need>
  );
}

/** @param {KeptFile} file */
function replacedBy({ checks }) {
  return /** @type {import('../../actions/documents.js').Checks | undefined} */ (checks)?.replaces;
}

/**
 * @param {KeptFile} file
 * @param {AskedLine} line
 */
function isFor(file, { kind, document }) {
  return file.kind === kind && replacedBy(file) === document?.id;
}
