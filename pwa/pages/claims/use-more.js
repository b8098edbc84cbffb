import { useState } from 'preact/hooks';
import { keepNow, keepSoon } from '../../actions/claim-drafts.js';

/**
 * What is being added to a claim, kept as it is typed and before the camera opens.
 * @param {{id: string, note: string,
 *   claim: import('../../lib/claim-overlay.js').ShownClaim}} more id: of its draft
 */
export function useMore({ id, claim, note: first }) {
  const [note, setText] = useState(first);

  /** @param {string} text */
  function soon(text) {
    const form = { claim_id: claim.id, note: text };
    keepSoon({ id, kind: 'claim_more', policy_id: claim.policy_id, step: 1, form }, () => {});
  }

  return {
    note,
    setNote: (/** @type {string} */ text) => {
      setText(text);
      soon(text);
    },
    keep: () => {
      soon(note);
      return keepNow();
    },
  };
}
