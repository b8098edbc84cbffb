import { useEffect, useRef, useState } from 'preact/hooks';
import { todayInChina } from '../../lib/clock.js';
import { both } from '../../lib/labels.js';
import { openStep, placeOf, stepsOf } from '../../lib/preauth-form.js';
import { navigate } from '../../router.js';
import { hospitals, want } from '../../store/static.js';
import { about, card, form, hospital, say, startAnew } from './answers.js';
import { Result } from './result.jsx';
import { STEPS } from './steps.jsx';

/** @typedef {import('../../lib/preauth-form.js').Step} Step */

/**
 * Whether what is planned needs the insurer's written yes: one question a screen, then the answer.
 * `?hospital=` names the one that is meant.
 *
 * @param {{query: URLSearchParams}} props
 */
export default function Preauths({ query }) {
  const asked = query.get('step');
  useState(() => asked ?? startAnew(query.get('hospital')));
  useEffect(() => {
    want('hospitals');
    // From now on Back from another page leads to what was answered.
    if (!asked) navigate('/preauths?step=place', { replace: true });
  }, []);
  useHospital();
  const shown = shownStep(asked);
  useTop(shown);
  if (shown === 'answer') return <Result />;
  const Content = STEPS[shown];
  return <Content key={shown} step={shown} />;
}

/**
 * The question of the address, unless one before it is still to be answered.
 * @param {string | null} asked
 * @returns {Step | 'answer'}
 */
function shownStep(asked) {
  const steps = stepsOf(form.value);
  const open = openStep(form.value, todayInChina());
  const until = open ? steps.indexOf(open) : steps.length;
  const place =
    asked === 'answer' ? steps.length : steps.indexOf(/** @type {Step} */ (asked ?? 'place'));
  return steps[Math.min(place < 0 ? until : place, until)] ?? 'answer';
}

/** What the list knows of the hospital whose page led here, once it is read. */
function useHospital() {
  const found = hospital.value;
  useEffect(() => {
    if (!found || about.peek().hospital.name) return;
    about.value = { ...about.peek(), hospital: { name: both(found.name), id: found.id } };
    const isSample = hospitals.peek()?.is_sample === true;
    if (!form.peek().place) {
      say({ place: placeOf(found, card.peek()?.plan ?? '', isSample) });
    }
  }, [found]);
}

/** Each screen begins at its top, with its heading read out. @param {string} shown */
function useTop(shown) {
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    scrollTo(0, 0);
    document.getElementById('step')?.focus({ preventScroll: true });
  }, [shown]);
}
