import { onChange } from '../db/changes.js';
import { readLocal } from '../db/local.js';
import { keepPasses, readPasses } from '../db/passes.js';
import { NoSignal, Refused } from '../lib/outcome.js';
import { isPassDue, serverMsOf } from '../lib/pass.js';
import { drawQr } from '../lib/qr.js';
import { request } from './http.js';

/** @typedef {import('../lib/rows.js').Pass} Pass */
/** @typedef {import('../lib/rows.js').KeptPass} KeptPass */

/** A server whose answers leave a pass due is not asked without end. */
const REST_MS = 20_000;

/** @type {Promise<void> | null} */
let bringing = null;
let lastMs = Number.NEGATIVE_INFINITY;

/** From now on brings the passes that are due, after each pull; nothing due is no request. */
export function startPasses() {
  onChange((change) => {
    if (change.kind === 'rows') void bringPasses();
  });
  void bringPasses();
}

/** Joins the round that is under way, if there is one. */
function bringPasses() {
  bringing ??= bring()
    .catch(expected)
    .finally(() => {
      bringing = null;
    });
  return bringing;
}

async function bring() {
  const isRefused = (await readLocal('consents'))?.refused || (await readLocal('session_lost'));
  if (isRefused || performance.now() - lastMs < REST_MS) return;
  const known = await readPasses();
  const due = known.filter(({ card, pass, contact: { at, heard_ms: heardMs } }) =>
    isPassDue(pass, card, serverMsOf({ phoneMs: Date.now(), at, heardMs })),
  );
  if (due.length === 0) return;
  lastMs = performance.now();
  const asked = due.map(({ card }) => card.policy_id);
  const { passes } = await request('POST', '/api/passes', { policy_ids: asked });
  await keepPasses(passes.map(drawn));
}

/**
 * With its picture, so that the first script draws it without knowing how.
 * @param {Pass} pass
 * @returns {KeptPass}
 */
function drawn(pass) {
  return { ...pass, qr: drawQr(`${location.origin}/verify#${pass.token}`) };
}

/**
 * No signal, and a card that isn't this phone's any more, say themselves elsewhere.
 * @param {unknown} error
 */
function expected(error) {
  if (!(error instanceof NoSignal || error instanceof Refused)) console.error(error);
}
