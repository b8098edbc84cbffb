/** @typedef {import('./claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('./claim-state.js').Where} Where */
/** @typedef {ShownClaim['events'][number]} ClaimEvent */
/**
 * One line of the timeline; `at` null: still to come.
 * @typedef {{kind: ClaimEvent['kind'], at: string | null, params: Record<string, string>,
 *   look: 'done' | 'turn' | 'moving' | 'next'}} Line
 */

/** What a claim goes through when nothing comes in between. */
const WAY = /** @type {const} */ (['complete', 'assessment_begun', 'decided', 'paid']);

/** Where the ball is with the service: the line of that step moves. */
const MOVING = ['unsent', 'photos', 'elsewhere', 'complete', 'assessment', 'approved', 'partly'];

/**
 * What has happened and what is to come.
 * @param {ShownClaim} claim
 * @param {Where} where
 * @returns {Line[]}
 */
export function timelineOf({ events, outcome }, where) {
  const passed = [...events].sort((one, other) => (one.at < other.at ? -1 : 1));
  const lines = passed.map((event, place) => {
    const isLast = place === passed.length - 1;
    return { ...event, look: isLast ? lookOf(event, where) : /** @type {const} */ ('done') };
  });
  return [...lines, ...toCome(passed, where, outcome)];
}

/**
 * @param {ClaimEvent} event
 * @param {Where} where
 * @returns {Line['look']}
 */
function lookOf({ kind }, where) {
  if (where === 'refused') return 'turn';
  if (where === 'requested') return kind === 'documents_requested' ? 'turn' : 'moving';
  return MOVING.includes(where) ? 'moving' : 'done';
}

/**
 * @param {ClaimEvent[]} passed
 * @param {Where} where
 * @param {ShownClaim['outcome']} outcome
 * @returns {Line[]}
 */
function toCome(passed, where, outcome) {
  if (where === 'withdrawn' || outcome === 'declined') return [];
  const been = WAY.map((kind) => passed.some((event) => event.kind === kind)).lastIndexOf(true);
  return WAY.slice(been + 1).map((kind) => ({ kind, at: null, params: {}, look: 'next' }));
}
