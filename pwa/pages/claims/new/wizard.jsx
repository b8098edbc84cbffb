import { useEffect, useRef, useState } from 'preact/hooks';
import { toMend } from '../../../lib/claim-form.js';
import { todayInChina } from '../../../lib/clock.js';
import { t } from '../../../lib/labels.js';
import { location, navigate } from '../../../router.js';
import { cardOf, visibleCards } from '../../../store/queries.js';
import { DocumentsStep } from './documents-step.jsx';
import { KindStep } from './kind-step.jsx';
import { problemWords } from './problem-words.js';
import { SignStep } from './sign-step.jsx';
import { useClaimDraft } from './use-claim-draft.js';
import { VisitStep } from './visit-step.jsx';

/** @typedef {import('./use-claim-draft.js').Filling} Filling */
/** @typedef {import('../../../lib/rows.js').Card} Card */
/** @typedef {1 | 2 | 3 | 4} Step */
/**
 * What every step works with.
 * @typedef {Filling & {
 *   step: Step, card: Card, says: Record<string, string>, sheet: any, depth: number,
 *   open: (sheet: any) => void, goTo: (step: Step) => Promise<void>, goOn: () => Promise<void>,
 * }} Filler
 *   says: what to say at a field, by its path; depth: where the form was opened, see router.js; open: a sheet over the page, or null; goOn: to the
 *   next step, or to what is left to mend in this one
 */

const STEPS = { 1: KindStep, 2: VisitStep, 3: DocumentsStep, 4: SignStep };

/**
 * The four steps of a claim.
 *
 * @param {{first: import('../../../actions/claim-drafts.js').ClaimDraft, keptAt: string | null,
 *   step: Step}} props
 */
export function Wizard({ first, keptAt, step }) {
  const filling = useClaimDraft(first, keptAt);
  const [tried, setTried] = useState(/** @type {number[]} */ ([]));
  const [sheet, open] = useState(/** @type {any} */ (null));
  const { draft, form } = filling;
  const card = cardOf(draft.policy_id) ?? /** @type {Card} */ (visibleCards.value[0]);
  const left = toMend(step, form, card, todayInChina());
  const words = Object.fromEntries(
    left.map(({ field, problem }) => [field, problemWords(problem)]),
  );
  const depth = useRef(location.peek().depth).current;
  useTop(step);

  /** @param {Step} next */
  async function goTo(next) {
    filling.move({ step: next });
    await filling.keep();
    navigate(`/claims/new?draft=${draft.id}&step=${next}`);
  }

  async function goOn() {
    setTried([...tried, step]);
    if (left[0]) document.getElementById(`field-${left[0].field}`)?.focus();
    else await goTo(/** @type {Step} */ (step + 1));
  }

  const says = { ...saidByServer(form), ...(tried.includes(step) && words) };
  const Content = STEPS[step];
  return <Content {...filling} {...{ step, card, says, sheet, depth, open, goTo, goOn }} />;
}

/**
 * What the server said about a field, until it is changed.
 * @param {import('../../../lib/claims.js').ClaimForm} form
 * @returns {Record<string, string>}
 */
function saidByServer({ refused = {} }) {
  return Object.fromEntries(
    Object.entries(refused).map(([field, sentences]) => [field, sentences.join(t('common.join'))]),
  );
}

/** Each step begins at its top, with its heading read out. @param {Step} step */
function useTop(step) {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    scrollTo(0, 0);
    document.getElementById('step')?.focus({ preventScroll: true });
  }, [step]);
}
