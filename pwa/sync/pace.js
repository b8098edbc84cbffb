import { isThere } from './probe.js';

/** How much to send at once, and when to give up: a slow network is waited for, a dead one not. */

const SMALLEST = 16 * 1024;
const FIRST = 64 * 1024;
const LARGEST = 256 * 1024;
/** Until so many bytes passed without a cut, which a browser answers by sending it all once more. */
const CALM = 1024 * 1024;
/** How long a piece should take. */
const WANTED_MS = 4_000;
/** Below this a network is called weak: 20 KB/s. */
const WEAK_BYTES_PER_MS = 20;
const ASK_EVERY_MS = 5_000;
const SILENCE_MS = 20_000;
const LONGEST_MS = 180_000;

/** @type {number | null} */
let bytesPerMs = null;
let sinceCut = 0;

/** How many bytes the next piece should have. */
export function pieceBytes() {
  if (bytesPerMs === null) return FIRST;
  const fitting = 2 ** Math.floor(Math.log2(Math.max(1, bytesPerMs * WANTED_MS)));
  const largest = sinceCut < CALM ? FIRST : LARGEST;
  return Math.min(largest, Math.max(SMALLEST, fitting));
}

/**
 * Sends a piece for as long as the server can be heard beside it: however slow it is, it moves.
 * Silence of 20 seconds means that nothing does.
 * @template T
 * @param {number} bytes
 * @param {(patience: {signal: AbortSignal, timeoutMs: number, slowMs: number}) => Promise<T>} send
 * @returns {Promise<T>}
 * @throws {NoSignal}
 */
export async function paced(bytes, send) {
  const dead = new AbortController();
  const startedMs = performance.now();
  let heardMs = startedMs;
  const asking = setInterval(async () => {
    if (performance.now() - heardMs > SILENCE_MS) dead.abort();
    else if (await isThere(SILENCE_MS)) heardMs = performance.now();
  }, ASK_EVERY_MS);
  const slowMs = 3_000 + bytes / WEAK_BYTES_PER_MS;
  try {
    const answer = await send({ signal: dead.signal, timeoutMs: LONGEST_MS, slowMs });
    note(bytes / (performance.now() - startedMs));
    sinceCut += bytes;
    return answer;
  } catch (error) {
    sinceCut = 0;
    const tookMs = performance.now() - startedMs;
    if (tookMs > WANTED_MS) note(bytes / tookMs / 4);
    throw error;
  } finally {
    clearInterval(asking);
  }
}

/** @param {number} rate bytes per millisecond */
function note(rate) {
  bytesPerMs = bytesPerMs === null ? rate : (bytesPerMs + rate) / 2;
}
