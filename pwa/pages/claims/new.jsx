import { useEffect, useMemo } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { BLANK_CLAIM } from '../../lib/claim-form.js';
import { newId } from '../../lib/ids.js';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';
import { claimOf } from '../../store/claims.js';
import { drafts, outboxReady } from '../../store/outbox.js';
import { ready, visibleCards } from '../../store/queries.js';
import { frontCard } from '../wallet.js';
import { Reopened } from './new/reopened.jsx';
import { Wizard } from './new/wizard.jsx';

/** @typedef {import('../../actions/claim-drafts.js').ClaimDraft} ClaimDraft */

/**
 * A new claim, one that was begun before (`?draft=`), or one that came back (`?entry=`).
 *
 * @param {{query: URLSearchParams}} props
 */
export default function NewClaim({ query }) {
  const entry = query.get('entry');
  const asked = query.get('draft');
  const fresh = useMemo(newId, []);
  const id = asked ?? fresh;
  const known = drafts.value.find((draft) => draft.id === id);
  const claim = entry || known ? undefined : claimOf(id);
  const isSent = outboxReady.value && Boolean(claim) && claim?.unsent?.state !== 'needs_you';
  useEffect(() => {
    if (isSent) navigate(`/claims/${id}`, { replace: true });
    // From now on the address leads back to this claim, whatever ends the page.
    else if (!entry && !asked) navigate(`/claims/new?draft=${id}`, { replace: true });
  }, [isSent]);
  if (!ready.value || !outboxReady.value || claim) return <Frame content={<Skeleton rows={4} />} />;
  if (visibleCards.value.length === 0) return <Frame content={<NoCard />} />;
  if (entry) return <Reopened entryId={entry} />;
  const draft = known ? /** @type {any} */ (known) : blank(id);
  return (
    <Wizard
      key={id}
      first={draft}
      keptAt={known?.updated_at ?? null}
      step={stepOf(query, draft.step)}
    />
  );
}

/**
 * Where the address doesn't name the step, the one that was left.
 * @param {URLSearchParams} query
 * @param {number} left
 */
function stepOf(query, left) {
  const asked = Number(query.get('step') ?? left);
  return /** @type {1 | 2 | 3 | 4} */ ([1, 2, 3, 4].includes(asked) ? asked : 1);
}

/**
 * @param {string} id
 * @returns {ClaimDraft}
 */
function blank(id) {
  const { id: policy_id = '' } = frontCard.peek() ?? {};
  return { id, policy_id, step: 1, form: BLANK_CLAIM };
}

/** @param {{content: import('preact').ComponentChildren}} props */
export function Frame({ content }) {
  return (
    <Screen title={t('claims.new')} back="/claims" tab="claims">
      {content}
    </Screen>
  );
}

function NoCard() {
  return (
    <Blank
      art="card"
      title={t('claims.no_card.title')}
      text={t('claims.no_card.text')}
      action={<Button href="/bind">{t('me.bind_first')}</Button>}
    />
  );
}
