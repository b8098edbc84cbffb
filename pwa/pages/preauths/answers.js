import { computed, signal } from '@preact/signals';
import { todayInChina } from '../../lib/clock.js';
import { BLANK_PREAUTH, plannedOf } from '../../lib/preauth-form.js';
import { answerFor } from '../../lib/preauth-rules.js';
import { NO_CALENDAR } from '../../lib/working-days.js';
import { cardOf } from '../../store/queries.js';
import { hospitals } from '../../store/static.js';
import { frontCard } from '../wallet.js';

/** @typedef {import('../../lib/preauth-form.js').PreauthForm} PreauthForm */
/** @typedef {{cardId: string, hospital: {name: string, id: string | null}}} About */

/** In this page's memory alone: what a family plans is nobody's business but theirs. */
export const form = signal(BLANK_PREAUTH);
/** Whose card it is asked for, and which hospital is meant. */
export const about = signal(
  /** @type {About} */ ({ cardId: '', hospital: { name: '', id: null } }),
);

/**
 * Nothing answered yet.
 * @param {string | null} [hospitalId] the hospital that is meant, where one is
 */
export function startAnew(hospitalId = null) {
  form.value = BLANK_PREAUTH;
  about.value = { cardId: '', hospital: { name: '', id: hospitalId } };
}

/** @param {Partial<PreauthForm>} patch */
export function say(patch) {
  form.value = { ...form.value, ...patch };
}

/**
 * An answer to one question: it is no longer left open.
 * @param {import('../../lib/preauth-form.js').Step} step
 * @param {string} value as typed
 */
export function sayTo(step, value) {
  say({ [step]: value, unknown: form.value.unknown.filter((open) => open !== step) });
}

/**
 * A question that can't be answered yet.
 * @param {import('../../lib/preauth-form.js').Step} step
 */
export function leaveOpen(step) {
  say({ [step]: '', unknown: [...form.value.unknown.filter((open) => open !== step), step] });
}

/** The card it is asked for; undefined where this phone has none. */
export const card = computed(() => cardOf(about.value.cardId) ?? frontCard.value);

/** The hospital that is meant, where the list has it. */
export const hospital = computed(() =>
  hospitals.value?.hospitals.find(({ id }) => id === about.value.hospital.id),
);

/** What the rules say to it all; only once every question is answered. */
export const answer = computed(() =>
  answerFor(plannedOf(form.value), todayInChina(), hospitals.value?.calendar ?? NO_CALENDAR),
);
