import { useState } from 'preact/hooks';
import { askStepUp, stepUp, unbindPhone } from '../../actions/phones.js';
import { now } from '../../lib/clock.js';
import { NoSignal, Refused } from '../../lib/outcome.js';

/** @typedef {{challenge: string, sentAtMs: number, resendAfterS: number}} Sent */
/** @typedef {'' | 'offline' | 'wrong' | 'gone' | 'busy'} Says */

/**
 * The two steps of unbinding another phone: a code to the policyholder's phone, then the act.
 * `says` names what stood in the way of the last one.
 * @param {string} policyId
 * @param {string} bindingId
 */
export function useUnbinding(policyId, bindingId) {
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
  const unbind = (code) =>
    run(async () => {
      await stepUp(sent?.challenge ?? '', code);
      await unbindPhone(policyId, bindingId);
      setDone(true);
    });

  return { sent, says, isBusy, isDone, send, unbind };
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
