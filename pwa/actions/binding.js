import { signal } from '@preact/signals';
import { keepLocal } from '../db/local.js';
import { now, nowInstant } from '../lib/clock.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { request } from '../sync/http.js';
import { refresh } from '../sync/loop.js';

/**
 * What a parent has filled in so far: the fields of the bind form, whatever else the pages keep
 * (region, tab, consent ticks), and after the code was asked for `challenge`, `sent_at` in
 * milliseconds and `resend_after_s`.
 * @typedef {Record<string, any>} BindDraft
 */

const DRAFT_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const IDENTITY = /** @type {const} */ ([
  'child_name',
  'policy_last4',
  'id_type',
  'id_number',
  'birthday',
  'phone',
  'kind',
  'privacy_version',
  'guardian_version',
]);

/** Whether this page has a draft of its own by now, which an older one must not replace. */
let isFilledIn = false;

/** The draft; empty until read, and after a card was bound. */
export const draft = signal(/** @type {BindDraft} */ ({}));

/**
 * Brings back what was filled in before the page was killed; after a week it is forgotten.
 * @param {BindDraft | undefined} kept `bind_draft` as read from disk
 */
export function restoreDraft(kept) {
  if (!kept || isFilledIn) return;
  isFilledIn = true;
  if (now() - kept.saved_at > DRAFT_LIFE_MS) void keepLocal('bind_draft', undefined);
  else draft.value = kept;
}

/**
 * Keeps some fields of the form, at each change.
 * @param {BindDraft} patch
 */
export function saveDraft(patch) {
  isFilledIn = true;
  draft.value = { ...draft.value, ...patch, saved_at: now() };
  return keepLocal('bind_draft', draft.value);
}

/** Forgets the draft. */
export async function clearDraft() {
  await keepLocal('bind_draft', undefined);
  draft.value = {};
}

/**
 * Asks for a code. The answer is the same whether or not a policy matched. Until one arrives, the
 * same wish carries the same attempt id: however often the network loses the answer, and whoever
 * repeats the request, it leads to one challenge and one SMS.
 * @param {BindDraft} fields those of POST /api/bind/code; others are left out
 * @returns {Promise<{challenge: string, resend_after_s: number}>}
 * @throws {NoSignal | Refused} 422 `invalid` with fields, `consent_outdated`
 */
export async function requestCode(fields) {
  const body = Object.fromEntries(IDENTITY.map((name) => [name, fields[name]]));
  const { privacy_version, guardian_version } = fields;
  const wish = JSON.stringify(body);
  const attempt = draft.value.wish === wish ? draft.value.attempt : crypto.randomUUID();
  await saveDraft({ wish, attempt });
  const answer = await request('POST', '/api/bind/code', { ...body, attempt });
  const { challenge, resend_after_s } = answer;
  await saveDraft({
    privacy_version,
    guardian_version,
    challenge,
    resend_after_s,
    sent_at: now(),
    wish: undefined,
    attempt: undefined,
  });
  return { challenge, resend_after_s };
}

/**
 * Binds a card, and brings it onto this phone. The draft is used up: gone from the disk, and the
 * page that still shows it clears it when it leaves.
 * @param {{challenge: string, code: string, deviceName: string}} given
 * @returns {Promise<{policy_id: string}>} the card comes with a later pull if the signal goes now
 * @throws {NoSignal | Refused} 422 `bind_failed`
 */
export async function bind({ challenge, code, deviceName }) {
  const body = { challenge, code, device_name: deviceName };
  const { policy_id } = await request('POST', '/api/bind', body);
  await noteConsents();
  askToKeep();
  await bringCard();
  await keepLocal('bind_draft', undefined);
  return { policy_id };
}

async function bringCard() {
  try {
    await refresh();
  } catch (error) {
    if (!(error instanceof NoSignal || error instanceof Refused)) throw error;
  }
}

/** The server has heard of the consents with the request for the code. */
async function noteConsents() {
  const { privacy_version, guardian_version } = draft.value;
  if (!privacy_version) return;
  const answered = { privacy_version, guardian_version, refused: false, told: true };
  await keepLocal('consents', { ...answered, at: nowInstant() });
}

/** Asks the browser not to clear this phone's cards; nobody waits, since some ask the person. */
function askToKeep() {
  navigator.storage?.persist?.().catch(() => false);
}
