import { useEffect, useRef, useState } from 'preact/hooks';
import { lookIntoPayment, noteAnswersSeen } from '../../actions/payments.js';
import { isUnpaid } from '../../lib/bills.js';
import { now, nowInstant } from '../../lib/clock.js';
import { NoSignal, Refused } from '../../lib/outcome.js';
import { attemptOf, newAnswer } from '../../store/payments.js';

/** @typedef {import('../../lib/rows.js').Bill} Bill */
/**
 * What a bill is to its family now. checking: somebody went to pay, and nobody knows yet; busy:
 * another phone is at it; failed: it is known that nothing was paid
 * @typedef {'pay' | 'checking' | 'busy' | 'failed' | 'paid' | 'waived' | 'cancelled'} View
 */
/**
 * at: the last time that the server was asked, and answered
 * @typedef {{view: View, at: string | null, isAsking: boolean, isOffline: boolean,
 *   ask: () => Promise<void>, payAgain: () => void}} Payment
 */

const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 15_000;
/** How long a phone trembles when a payment went through. */
const TICK_MS = 30;

/**
 * Follows a payment to its end, by itself, for as long as the page is in sight.
 * @param {Bill} bill
 * @returns {Payment}
 */
export function usePayment(bill) {
  const [ended, setEnded] = useState(/** @type {string | null} */ (null));
  const [asked, setAsked] = useState({ at: /** @type {string | null} */ (null), isOffline: false });
  const [isAsking, setAsking] = useState(false);
  const latest = useRef(bill);
  latest.current = bill;
  const view = viewOf(bill, ended);
  const isOpen = view === 'checking' || view === 'busy';

  async function ask() {
    setAsking(true);
    try {
      const { state } = await lookIntoPayment(latest.current);
      setEnded(state === 'paying' ? null : state);
      setAsked({ at: nowInstant(), isOffline: false });
    } catch (error) {
      if (!(error instanceof NoSignal || error instanceof Refused)) throw error;
      setAsked(({ at }) => ({ at, isOffline: error instanceof NoSignal }));
    } finally {
      setAsking(false);
    }
  }

  useEffect(() => (isOpen ? repeat(ask) : undefined), [bill.id, isOpen]);
  useEffect(() => {
    if (view === 'paid' && ended) navigator.vibrate?.(TICK_MS);
  }, [view]);
  return { view, ...asked, isAsking, ask, payAgain: () => setEnded(null) };
}

/**
 * What the server said to a tap without signal: shown once, while this page is open.
 * @param {string} billId
 */
export function useAnswer(billId) {
  const [answer, setAnswer] = useState(/** @type {ReturnType<typeof newAnswer>} */ (undefined));
  const fresh = newAnswer(billId);
  useEffect(() => {
    if (!fresh) return;
    setAnswer(fresh);
    void noteAnswersSeen(fresh.ids);
  }, [fresh?.ids.join()]);
  return fresh ?? answer;
}

/**
 * @param {Bill} bill
 * @param {string | null} ended what the server last said, once it says that nobody is paying
 * @returns {View}
 */
function viewOf({ id, state, paying }, ended) {
  if (!isUnpaid(state)) return /** @type {View} */ (state);
  const attempt = attemptOf(id);
  if (attempt?.opened_at) return 'checking';
  // The answer to this phone's wish was lost, and nobody went to pay: the same wish goes again.
  if (attempt) return 'pay';
  if (state === 'paying') return paying && now() < Date.parse(paying.until) ? 'busy' : 'checking';
  if (!ended) return 'pay';
  // The row says so in a moment; until then nobody may pay again.
  return ended === 'open' ? 'failed' : 'checking';
}

/**
 * Asks now, again after ever longer pauses, and whenever the page comes into sight.
 * @param {() => Promise<void>} ask
 * @returns {() => void} stops it
 */
function repeat(ask) {
  let pauseMs = FIRST_PAUSE_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let isOver = false;

  async function next() {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') await ask();
    if (isOver) return;
    timer = setTimeout(next, pauseMs);
    pauseMs = Math.min(pauseMs * 1.3, LONGEST_PAUSE_MS);
  }

  function onSight() {
    if (document.visibilityState === 'visible') void next();
  }

  void next();
  document.addEventListener('visibilitychange', onSight);
  addEventListener('pageshow', onSight);
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onSight);
    removeEventListener('pageshow', onSight);
  };
}
