import { useEffect, useState } from 'preact/hooks';
import { mendComplaint } from '../../../actions/complaints.js';
import { Blank } from '../../../components/blank.jsx';
import { Button } from '../../../components/button.jsx';
import { Skeleton } from '../../../components/skeleton.jsx';
import { t } from '../../../lib/labels.js';
import { navigate } from '../../../router.js';
import { Frame } from '../new.jsx';

/**
 * A complaint in the queue: the form opens again with what the server said about its fields.
 *
 * @param {{entryId: string}} props
 */
export function Reopened({ entryId }) {
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    mendComplaint(entryId).then(
      (id) => navigate(`/complaints/new?draft=${id}`, { replace: true }),
      () => setGone(true),
    );
  }, []);
  return <Frame content={isGone ? <Sent /> : <Skeleton rows={4} />} />;
}

function Sent() {
  return (
    <Blank
      art="letter"
      title={t('complaints.sent_meanwhile.title')}
      text={t('complaints.sent_meanwhile.text')}
      action={<Button href="/complaints">{t('complaints.all')}</Button>}
    />
  );
}
