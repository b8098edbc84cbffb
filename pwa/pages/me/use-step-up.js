import { useState } from 'preact/hooks';
import { askStepUp, stepUp } from '../../actions/phones.js';
import { now } from '../../lib/clock.js';
import { NoSignal, Refused } from '../../lib/outcome.js';

/** @typedef {{challenge: string, sentAtMs: number, resendAfterS: number}} Sent */
/** @typedef {'' | 'offline' | 'wrong' | 'gone' | 'busy'} Says */

/**
 * A code to the policyholder's phone, and what it was asked for. `says` names what stood in the
 * way of the last step.
 * @param {string} policyId
 * @param {() => Promise<unknown>} act after the code was right
 */
export function useStepUp(policyId, act) {
  const [sent, setSent] = useState(/** @type {Sent | null} */ (null));
  const [says, setSays] = useState(/** @type {Says} */ (''));
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);

  /** @param {() => Promise<void>} step */
  async function run(step) {
    setBusy(true);
    setSays('');
    try {
      await step();
    } catch (error) {
      setSays(troubleOf(error));
    }
    setBusy(false);
  }

  const send = () =>
    run(async () => {
      const { challenge, resend_after_s } = await askStepUp(policyId);
      setSent({ challenge, sentAtMs: now(), resendAfterS: resend_after_s });
    });

  /** @param {string} code */
  const enter = (code) =>
    run(async () => {
      await stepUp(sent?.challenge ?? '', code);
      await act();
      setDone(true);
    });

  return { sent, says, isBusy, isDone, send, enter };
}

/**
 * @param {unknown} error
 * @returns {Says}
 */
function troubleOf(error) {
  if (error instanceof NoSignal) return 'offline';
  if (!(error instanceof Refused)) throw error;
  if (error.code === 'step_up_failed') return 'wrong';
  return error.status === 404 ? 'gone' : 'busy';
}
