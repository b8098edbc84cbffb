import { useRef, useState } from 'preact/hooks';
import { submitComplaint } from '../../../actions/complaints.js';
import { Banner } from '../../../components/banner.jsx';
import { Button, TextButton } from '../../../components/button.jsx';
import { Field } from '../../../components/field.jsx';
import { Screen } from '../../../components/screen.jsx';
import { TextArea } from '../../../components/text-area.jsx';
import { complaintToMend, MOST_TEXT, MOST_WISH } from '../../../lib/complaint-form.js';
import { t } from '../../../lib/labels.js';
import { NotKept, Overtaken } from '../../../lib/outcome.js';
import { leaveTo, location } from '../../../router.js';
import { filesOf } from '../../../store/claims.js';
import { attachmentsTo } from '../../../store/complaints.js';
import { connection } from '../../../store/connection.js';
import { About } from './about.jsx';
import { CallBack } from './call-back.jsx';
import { Discard } from './discard.jsx';
import { NewPhotos } from './new-photos.jsx';
import { useComplaintDraft } from './use-complaint-draft.js';

/**
 * All that a complaint says, on one page.
 *
 * @param {{first: import('../../../actions/complaints.js').ComplaintDraft}} props
 */
export function ComplaintFields({ first }) {
  const filling = useComplaintDraft(first);
  const [sheet, open] = useState(/** @type {any} */ (null));
  const [hasTried, setTried] = useState(false);
  const [trouble, setTrouble] = useState('');
  const depth = useRef(location.peek().depth).current;
  const { id, policy_id, form, change } = filling;
  const photos = filesOf(id);
  const left = complaintToMend(form, photos.length);
  const words = Object.fromEntries(
    left.map(({ field, problem }) => [field, t(problem.key, problem.params)]),
  );
  const says = { ...saidByServer(form), ...(hasTried && words) };

  async function submit() {
    setTried(true);
    if (left[0]) return document.getElementById(`field-${left[0].field}`)?.focus();
    try {
      const attached = form.entry ? attachmentsTo(id) : [];
      await submitComplaint({ id, policy_id, form }, photos, attached);
      leaveTo(`/complaints/${id}`, depth);
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  }

  const isOffline = connection.value.state === 'offline';
  const bad = filling.isFull ? t('claims.full.note') : trouble;
  return (
    <Screen
      title={t('complaints.new')}
      back="/complaints"
      note={
        bad ? <span role="alert">{bad}</span> : t(`complaints.note${isOffline ? '_offline' : ''}`)
      }
      noteIcon={bad ? 'alert' : isOffline ? 'nosignal' : 'check'}
      dock={<Button onClick={submit}>{t('complaints.submit')}</Button>}
      sheet={sheet}
    >
      {form.said?.[0] && (
        <Banner kind="turn" icon="turn" title={form.said[0]} text={form.said[1]} isNews />
      )}
      <About filling={filling} says={says} open={open} />
      <TextArea
        name="text"
        label={t('complaints.text')}
        hint={t('complaints.keeps')}
        error={says.text}
        rows={5}
        maxLength={MOST_TEXT}
        value={form.text}
        onValue={(text) => change({ text })}
      />
      <Field
        name="wish"
        label={t('complaints.wish')}
        hint={t('claims.optional')}
        error={says.wish}
        maxLength={MOST_WISH}
        value={form.wish}
        onValue={(wish) => change({ wish })}
      />
      <NewPhotos filling={filling} photos={photos} says={says} open={open} />
      <CallBack filling={filling} />
      <TextButton
        center
        onClick={() =>
          open(
            <Discard
              id={id}
              depth={depth}
              isMended={Boolean(form.entry)}
              onClose={() => open(null)}
            />,
          )
        }
      >
        {t('claims.discard.ask')}
      </TextButton>
    </Screen>
  );
}

/**
 * What the server said about a field, until it is changed.
 * @param {import('../../../lib/complaints.js').ComplaintForm} form
 * @returns {Record<string, string>}
 */
function saidByServer({ refused = {} }) {
  return Object.fromEntries(
    Object.entries(refused).map(([field, said]) => [field, said.join(t('common.join'))]),
  );
}

/** @param {unknown} error */
function troubleOf(error) {
  if (error instanceof NotKept) return t('claims.full.note');
  if (error instanceof Overtaken) return t('complaints.sent_meanwhile.title');
  throw error;
}
