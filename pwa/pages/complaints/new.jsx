import { useEffect, useMemo } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { BLANK_COMPLAINT, TOPICS } from '../../lib/complaint-form.js';
import { newId } from '../../lib/ids.js';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';
import { complaintOf } from '../../store/complaints.js';
import { drafts, outboxReady } from '../../store/outbox.js';
import { ready, visibleCards } from '../../store/queries.js';
import { frontCard } from '../wallet.js';
import { ComplaintFields } from './new/fields.jsx';
import { Reopened } from './new/reopened.jsx';

/**
 * A new complaint, one that was begun before (`?draft=`), or one that came back (`?entry=`);
 * `?topic=` says what it is about.
 *
 * @param {{query: URLSearchParams}} props
 */
export default function NewComplaint({ query }) {
  const entry = query.get('entry');
  const asked = query.get('draft');
  const fresh = useMemo(newId, []);
  const id = asked ?? fresh;
  const topic = TOPICS.find((one) => one === query.get('topic')) ?? '';
  const known = drafts.value.find((draft) => draft.id === id);
  const sent = entry || known ? undefined : complaintOf(id);
  const isSent = outboxReady.value && sent !== undefined && sent.unsent?.state !== 'needs_you';
  useEffect(() => {
    if (isSent) navigate(`/complaints/${id}`, { replace: true });
    // From now on the address leads back to this complaint, whatever ends the page.
    else if (!entry && !asked) {
      navigate(`/complaints/new?draft=${id}${topic && `&topic=${topic}`}`, { replace: true });
    }
  }, [isSent]);
  if (!ready.value || !outboxReady.value || sent) return <Frame content={<Skeleton rows={4} />} />;
  if (visibleCards.value.length === 0) return <Frame content={<NoCard />} />;
  if (entry) return <Reopened entryId={entry} />;
  const draft = known ? /** @type {any} */ (known) : blank(id, topic);
  return <ComplaintFields key={id} first={draft} />;
}

/**
 * @param {string} id
 * @param {import('../../lib/complaints.js').ComplaintForm['topic']} topic
 */
function blank(id, topic) {
  const { id: policy_id = '' } = frontCard.peek() ?? {};
  return { id, policy_id, form: { ...BLANK_COMPLAINT, topic } };
}

/** @param {{content: import('preact').ComponentChildren}} props */
export function Frame({ content }) {
  return (
    <Screen title={t('complaints.new')} back="/complaints">
      {content}
    </Screen>
  );
}

function NoCard() {
  return (
    <Blank
      art="card"
      title={t('complaints.no_card.title')}
      text={t('complaints.no_card.text')}
      action={<Button href="/bind">{t('me.bind_first')}</Button>}
    />
  );
}
