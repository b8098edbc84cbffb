import { useEffect, useRef, useState } from 'preact/hooks';
import { keepNow, keepSoon } from '../../../actions/claim-drafts.js';

/** @typedef {import('../../../actions/complaints.js').ComplaintDraft} ComplaintDraft */
/** @typedef {import('../../../lib/complaints.js').ComplaintForm} ComplaintForm */
/** @typedef {ReturnType<typeof useComplaintDraft>} Filling */

/**
 * A complaint that is being written, kept as it is typed and before the camera opens.
 * @param {ComplaintDraft} first
 */
export function useComplaintDraft(first) {
  const [draft, setDraft] = useState(first);
  const [isFull, setFull] = useState(false);
  const latest = useRef(first);

  /** @param {unknown} error */
  const note = (error) => setFull(Boolean(error));
  const keep = () => keepNow().then(() => note(null), note);

  /** @param {Partial<ComplaintDraft>} patch */
  function take(patch) {
    latest.current = { ...latest.current, ...patch };
    setDraft(latest.current);
    const { id, policy_id, form } = latest.current;
    keepSoon({ id, policy_id, form, kind: 'complaint', step: 1 }, note);
  }

  useEffect(() => {
    // The page may be ended while it is hidden, and nobody says so.
    const hide = () => document.visibilityState === 'hidden' && void keep();
    document.addEventListener('visibilitychange', hide);
    return () => document.removeEventListener('visibilitychange', hide);
  }, []);

  return {
    ...draft,
    isFull,
    /** Waits until all of it is on the disk; a form without a change yet is written too. */
    keep: () => {
      take({});
      return keep();
    },
    change: (/** @type {Partial<ComplaintForm>} */ patch) =>
      take({ form: changed(latest.current.form, patch) }),
    moveTo: (/** @type {string} */ policy_id) =>
      take({ policy_id, form: changed(latest.current.form, { visit_id: null }) }),
  };
}

/**
 * A change also ends what the server had said about the field.
 * @param {ComplaintForm} form
 * @param {Partial<ComplaintForm>} patch
 */
function changed(form, patch) {
  const refused = Object.fromEntries(
    Object.entries(form.refused ?? {}).filter(([field]) => !(field in patch)),
  );
  return { ...form, ...patch, ...(form.refused ? { refused } : {}) };
}
