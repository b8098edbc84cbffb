import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { keepNow, keepSoon } from '../../actions/claim-drafts.js';
import { reopenComplaint } from '../../actions/complaints.js';
import { Banner } from '../../components/banner.jsx';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { TextArea } from '../../components/text-area.jsx';
import { MOST_REASON, reasonToMend } from '../../lib/complaint-form.js';
import { lastAnswer, mayReopen } from '../../lib/complaint-state.js';
import { newId } from '../../lib/ids.js';
import { t } from '../../lib/labels.js';
import { NotKept, Overtaken } from '../../lib/outcome.js';
import { back } from '../../router.js';
import { complaintOf } from '../../store/complaints.js';
import { connection } from '../../store/connection.js';
import { drafts, entries, outboxReady } from '../../store/outbox.js';
import { ready } from '../../store/queries.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */
/** @typedef {import('../../lib/outbox.js').Entry} Entry */

/** Why the answer didn't settle it: once for each complaint. @param {{id: string}} props */
export default function ComplaintAgain({ id }) {
  const complaint = complaintOf(id);
  const fresh = useMemo(newId, []);
  const isReady = ready.value && outboxReady.value;
  const unsent = entries.value.find(
    ({ name, args, state }) =>
      name === 'complaints.reopen' && args.complaint_id === id && state !== 'delivered',
  );
  if (!isReady) return <Frame id={id} content={<Skeleton rows={3} />} />;
  if (!complaint || !(unsent || mayReopen(complaint))) return <Frame id={id} content={<Over />} />;
  const known = drafts.value.find(({ form }) => form.complaint_id === id);
  const first = String(known?.form.reason ?? unsent?.args.reason ?? '');
  return <Form key={id} {...{ complaint, unsent, first }} draftId={known?.id ?? fresh} />;
}

/**
 * @param {{complaint: ShownComplaint, unsent: Entry | undefined, first: string,
 *   draftId: string}} props unsent: what says it and hasn't left this phone
 */
function Form({ complaint, unsent, first, draftId }) {
  const [reason, setReason] = useState(first);
  const [trouble, setTrouble] = useState('');
  const [hasTried, setTried] = useState(false);
  // The draft that is written while one types is no other draft.
  const draft = useRef(draftId).current;
  const [left] = reasonToMend(reason);
  const said = unsent?.refusal?.fields.reason?.join(t('common.join'));
  const isOffline = connection.value.state === 'offline';
  const answer = lastAnswer(complaint);

  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && void keepNow().catch(() => {});
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, []);

  /** @param {string} text */
  function change(text) {
    setReason(text);
    const form = { complaint_id: complaint.id, reason: text };
    const { policy_id } = complaint;
    keepSoon({ id: draft, kind: 'complaint_again', policy_id, step: 1, form }, (error) =>
      setTrouble(error ? t('claims.full.note') : ''),
    );
  }

  async function send() {
    setTried(true);
    if (left) return document.getElementById('field-reason')?.focus();
    try {
      await reopenComplaint(complaint, reason, { draft, unsent });
      back(`/complaints/${complaint.id}`);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  }

  return (
    <Screen
      title={t('complaints.again.title')}
      back={`/complaints/${complaint.id}`}
      note={
        trouble ? (
          <span role="alert">{trouble}</span>
        ) : (
          t(`complaints.${isOffline ? 'note_offline' : 'again.note_bar'}`)
        )
      }
      noteIcon={trouble ? 'alert' : isOffline ? 'nosignal' : 'check'}
      dock={<Button onClick={send}>{t('complaints.again.send')}</Button>}
    >
      {unsent?.refusal?.message && (
        <Banner kind="turn" icon="turn" title={unsent.refusal.message} text={unsent.refusal.hint} />
      )}
      {answer && (
        <Section title={t('complaints.our_answer')}>
          <p class="said said--theirs">{answer.words}</p>
        </Section>
      )}
      <TextArea
        name="reason"
        label={t('complaints.again.reason')}
        hint={t('complaints.keeps')}
        error={(hasTried && left && t(left.problem.key, left.problem.params)) || said}
        rows={5}
        maxLength={MOST_REASON}
        value={reason}
        onValue={change}
      />
      <Note icon="users" text={t('complaints.again.note')} />
    </Screen>
  );
}

/** @param {unknown} error */
function troubleOf(error) {
  if (error instanceof NotKept) return t('claims.full.note');
  if (error instanceof Overtaken) return t('complaints.overtaken');
  throw error;
}

function Over() {
  return (
    <Blank
      art="letter"
      title={t('complaints.again.over_title')}
      text={t('complaints.again.over_text')}
      action={<Button href="/complaints">{t('complaints.all')}</Button>}
    />
  );
}

/** @param {{id: string, content: import('preact').ComponentChildren}} props */
function Frame({ id, content }) {
  return (
    <Screen title={t('complaints.again.title')} back={`/complaints/${id}`}>
      {content}
    </Screen>
  );
}
