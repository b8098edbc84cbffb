import { useEffect, useState } from 'preact/hooks';
import { reopenClaim } from '../../../actions/claim-drafts.js';
import { Blank } from '../../../components/blank.jsx';
import { Button } from '../../../components/button.jsx';
import { Skeleton } from '../../../components/skeleton.jsx';
import { t } from '../../../lib/labels.js';
import { navigate } from '../../../router.js';
import { Frame } from '../new.jsx';

/**
 * A claim that the server sent back: the form opens again with what it said about its fields.
 *
 * @param {{entryId: string}} props
 */
export function Reopened({ entryId }) {
  const [isGone, setGone] = useState(false);
  useEffect(() => {
    reopenClaim(entryId).then(
      ({ id, step }) => navigate(`/claims/new?draft=${id}&step=${step}`, { replace: true }),
      () => setGone(true),
    );
  }, []);
  return <Frame content={isGone ? <Sent /> : <Skeleton rows={4} />} />;
}

function Sent() {
  return (
    <Blank
      art="bill"
      title={t('claims.sent_meanwhile.title')}
      text={t('claims.sent_meanwhile.text')}
      action={<Button href="/claims">{t('claims.gone.button')}</Button>}
    />
  );
}
