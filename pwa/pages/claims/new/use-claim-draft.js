import { useEffect, useRef, useState } from 'preact/hooks';
import { keepNow, keepSoon } from '../../../actions/claim-drafts.js';
import { nowInstant } from '../../../lib/clock.js';

/** @typedef {import('../../../actions/claim-drafts.js').ClaimDraft} ClaimDraft */
/** @typedef {import('../../../lib/claims.js').ClaimForm} ClaimForm */
/**
 * @typedef {{
 *   draft: ClaimDraft, form: ClaimForm, savedAt: string | null, isFull: boolean,
 *   change: (patch: Partial<ClaimForm> | ((form: ClaimForm) => Partial<ClaimForm>)) => void,
 *   move: (patch: Partial<ClaimDraft>) => void,
 *   keep: () => Promise<void>,
 * }} Filling
 *   savedAt: when it was last written down; isFull: it could not be
 */

/**
 * A claim that is being filled in: each change is kept by itself, and `keep` waits for it.
 * @param {ClaimDraft} first
 * @param {string | null} keptAt
 * @returns {Filling}
 */
export function useClaimDraft(first, keptAt) {
  const [draft, setDraft] = useState(first);
  const [savedAt, setSavedAt] = useState(keptAt);
  const [isFull, setFull] = useState(false);
  const latest = useRef(first);

  /** @param {unknown} error */
  function note(error) {
    setFull(Boolean(error));
    if (!error) setSavedAt(nowInstant());
  }

  /** @param {ClaimDraft} next */
  function take(next) {
    latest.current = next;
    setDraft(next);
    keepSoon(next, note);
  }

  useEffect(() => {
    // The page may be ended while it is hidden, and nobody says so.
    const hide = () =>
      document.visibilityState === 'hidden' && keepNow().then(() => note(null), note);
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, []);

  return {
    draft,
    form: draft.form,
    savedAt,
    isFull,
    change: (patch) => take(changed(latest.current, patch)),
    move: (patch) => take({ ...latest.current, ...patch }),
    keep: () => keepNow().then(() => note(null), note),
  };
}

/**
 * A change also ends what the server had said about the field.
 * @param {ClaimDraft} draft
 * @param {Partial<ClaimForm> | ((form: ClaimForm) => Partial<ClaimForm>)} change
 * @returns {ClaimDraft}
 */
function changed(draft, change) {
  const patch = typeof change === 'function' ? change(draft.form) : change;
  const form = { ...draft.form, ...patch };
  if (!form.refused) return { ...draft, form };
  const paths = Object.keys(patch).map((name) => (name === 'account' ? name : `claim.${name}`));
  if ('invoices' in patch) paths.push('claim.total_fen');
  const refused = Object.fromEntries(
    Object.entries(form.refused).filter(([field]) => !paths.some((path) => field.startsWith(path))),
  );
  return { ...draft, form: { ...form, refused } };
}
