import { useEffect, useRef, useState } from 'preact/hooks';
import { keepNow, keepSoon } from '../../actions/claim-drafts.js';

/** @typedef {import('../../lib/dose-form.js').DoseForm} DoseForm */
/** @typedef {{id: string, policy_id: string, form: DoseForm}} DoseDraft */

/**
 * A dose that is being filled in, kept as it is typed and before the camera opens.
 * @param {DoseDraft} first
 */
export function useDoseForm(first) {
  const [draft, setDraft] = useState(first);
  const [isFull, setFull] = useState(false);
  const latest = useRef(first);

  const keep = () => keepNow().catch(() => setFull(true));

  /** @param {Partial<DoseDraft>} patch */
  function take(patch) {
    latest.current = { ...latest.current, ...patch };
    setDraft(latest.current);
    keepSoon({ ...latest.current, kind: 'dose', step: 1 }, (error) => setFull(Boolean(error)));
  }

  useEffect(() => {
    const hide = () => document.visibilityState === 'hidden' && void keep();
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, []);

  return {
    ...draft,
    isFull,
    keep,
    change: (/** @type {Partial<DoseForm>} */ patch) =>
      take({ form: { ...latest.current.form, ...patch } }),
    moveTo: (/** @type {string} */ policy_id) => take({ policy_id }),
  };
}
