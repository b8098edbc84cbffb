import { chinaDate } from './days.js';

/** @typedef {import('./rows.js').KeptPass} KeptPass */
/**
 * missing: none was brought yet · old: over 24 hours · overtaken: the card has changed since, or
 * the pass knows of a change that the card doesn't · clock: this phone's clock can't be right
 * @typedef {'missing' | 'old' | 'overtaken' | 'clock'} Doubt
 */
/**
 * What this phone knows of the time. `at` and `heardMs` are the server's time and the phone's own
 * of the last contact about a card; `latestMs` is the latest server time ever seen; isHeard: the
 * server answers this page now.
 * @typedef {{phoneMs: number, at: string, heardMs: number, latestMs: number, isHeard: boolean}}
 *   Clocks
 */

const PASS_MS = 24 * 60 * 60 * 1000;
/** From then on another one is brought at the next contact, so that a day without signal is. */
const YOUNG_MS = 6 * 60 * 60 * 1000;
/** A phone's clock may be so far off before anything is concluded from it. */
const TOLERANCE_MS = 5 * 60 * 1000;

/**
 * What speaks against calling a card valid today by its pass. Time since the last contact is
 * counted by the phone's clock, so that one that is merely wrong does no harm; one that was set
 * back, or that lies behind a server time seen while no server answers, proves nothing.
 * @param {KeptPass | undefined} pass
 * @param {{version: number}} card
 * @param {Clocks} clocks
 * @returns {Doubt | null}
 */
export function doubtOf(pass, card, clocks) {
  if (!pass) return 'missing';
  if (isClockWrong(clocks)) return 'clock';
  if (serverMsOf(clocks) - Date.parse(pass.as_of) > PASS_MS) return 'old';
  if (pass.state !== 'active' || !(pass.version >= card.version)) return 'overtaken';
  return null;
}

/**
 * Whether another pass is to be brought: none is here, it isn't young, it is of another day, or
 * the card has changed since.
 * @param {KeptPass | undefined} pass
 * @param {{version: number}} card
 * @param {number} serverMs
 */
export function isPassDue(pass, card, serverMs) {
  if (!pass || pass.version < card.version) return true;
  const asOfMs = Date.parse(pass.as_of);
  return serverMs - asOfMs > YOUNG_MS || chinaDate(serverMs) > chinaDate(asOfMs);
}

/**
 * The server's time by the last contact and the time since then.
 * @param {Pick<Clocks, 'phoneMs' | 'at' | 'heardMs'>} clocks
 */
export function serverMsOf({ phoneMs, at, heardMs }) {
  return Date.parse(at) + phoneMs - heardMs;
}

/**
 * When a pass ends by this phone's clock.
 * @param {KeptPass} pass
 * @param {{at: string, heard_ms: number}} contact
 */
export function passEnds(pass, { at, heard_ms }) {
  return Date.parse(pass.as_of) + PASS_MS + heard_ms - Date.parse(at);
}

/** @param {Clocks} clocks */
function isClockWrong({ phoneMs, heardMs, latestMs, isHeard }) {
  const wasSetBack = phoneMs < heardMs - TOLERANCE_MS;
  return wasSetBack || (!isHeard && phoneMs < latestMs - TOLERANCE_MS);
}

/**
 * A typed code as it is read aloud: 4821 0937 62.
 * @param {string} code
 */
export function spacedCode(code) {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}
