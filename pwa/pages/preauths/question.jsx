import { useState } from 'preact/hooks';
import { Button, TextButton } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { StepLine } from '../../components/step-line.jsx';
import { todayInChina } from '../../lib/clock.js';
import { t } from '../../lib/labels.js';
import { openStep, problemOf, stepsOf } from '../../lib/preauth-form.js';
import { navigate } from '../../router.js';
import { offlineWords } from '../notices/use-notices.js';
import { form, leaveOpen } from './answers.js';

/** @typedef {import('../../lib/preauth-form.js').Step} Step */
/** @typedef {import('preact').ComponentChildren} Children */

/** @param {Step | 'answer'} step */
export function goTo(step) {
  navigate(`/preauths?step=${step}`);
}

/**
 * One question: how far it is, its choice, and the button to what is still open after it.
 *
 * @param {{step: Step, lead?: string, openLabel?: string,
 *   children: (problem: string) => Children}} props
 *   lead: under the question; openLabel: where it may be left open; children: get what keeps the
 *   answer from counting, once the button was pressed
 */
export function Question({ step, lead, openLabel, children }) {
  const [hasTried, setTried] = useState(false);
  const steps = stepsOf(form.value);
  const place = steps.indexOf(step);
  const problem = problemOf(step, form.value, todayInChina());
  const said = hasTried && problem ? t(`preauths.problem.${step}.${problem}`) : '';
  const isLast = !openStep(form.value, todayInChina(), step) && place === steps.length - 1;

  function goOn() {
    setTried(true);
    if (problemOf(step, form.peek(), todayInChina())) {
      document.getElementById(`field-${step}`)?.focus();
    } else goTo(openStep(form.peek(), todayInChina(), step) ?? 'answer');
  }

  return (
    <Screen
      title={t('preauths.title')}
      back="/"
      connectionText={offlineWords()}
      dock={<Button onClick={goOn}>{t(isLast ? 'preauths.to_answer' : 'preauths.next')}</Button>}
    >
      <StepLine
        step={place + 1}
        of={steps.length}
        title={t('preauths.step', { number: place + 1, of: steps.length })}
      />
      <section class="pq">
        <h2>{t(`preauths.${step}.question`)}</h2>
        {lead && <p class="lead">{lead}</p>}
        {children(said)}
      </section>
      <div class="btns btns--text">
        {openLabel && (
          <TextButton
            onClick={() => {
              leaveOpen(step);
              goOn();
            }}
          >
            {openLabel}
          </TextButton>
        )}
        {place > 0 && (
          <TextButton icon="left" onClick={() => goTo(steps[place - 1] ?? 'place')}>
            {t('preauths.step_back')}
          </TextButton>
        )}
      </div>
    </Screen>
  );
}

/** What keeps a choice from counting. @param {{text: string}} props */
export function Says({ text }) {
  return (
    <p class="pq__says" role="alert">
      {text}
    </p>
  );
}
