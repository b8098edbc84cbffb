import { computed, effect, signal } from '@preact/signals';
import { keepLocal } from '../db/local.js';
import { keepMirror, readMirror } from '../db/mirror.js';
import { outboxReady, waitingCount } from './outbox.js';
import { cards, diskRefused, local, ready } from './queries.js';

/**
 * @typedef {{persisted: boolean | null, usage: number | null, quota: number | null}}
 *   StorageState
 */

/** How this phone keeps the app's things; null where the browser doesn't say. Bytes. */
export const storageState = signal(
  /** @type {StorageState} */ ({ persisted: null, usage: null, quota: null }),
);

/** Below this the phone is called full: some twenty photos. */
const SHORT_BYTES = 20 * 1024 * 1024;

/** Whether there is little room left for photos, as far as the browser says. */
export const roomIsShort = computed(() => {
  const { usage, quota } = storageState.value;
  return usage !== null && quota !== null && quota - usage < SHORT_BYTES;
});

const hadCards = signal(false);
const hadUnsent = signal(0);

/** How many unsent things the phone's browser has cleared away, as localStorage remembers. */
export const forgotUnsent = computed(() =>
  outboxReady.value && ready.value && !local.value.get('had_outbox') ? hadUnsent.value : 0,
);

/**
 * Whether the phone's browser cleared what was kept: localStorage still says that there were
 * cards, IndexedDB knows nothing of it. (Unbound cards take the canary with them.)
 */
export const forgot = computed(
  () =>
    ready.value &&
    !diskRefused.value &&
    hadCards.value &&
    !local.value.get('had_cards') &&
    cards.value.length === 0,
);

/** Keeps both halves of the canary in step with the cards. */
export function startStorage() {
  hadCards.value = Boolean(readMirror('had_cards'));
  hadUnsent.value = readMirror('unsent') ?? 0;
  effect(watchOutbox);
  effect(() => {
    if (!ready.value || diskRefused.value) return;
    if (cards.value.length > 0) {
      keepMirror('had_cards', true);
      hadCards.value = true;
      if (!local.peek().get('had_cards')) void keepLocal('had_cards', true);
    } else if (local.value.get('had_cards')) {
      keepMirror('had_cards', undefined);
      hadCards.value = false;
    }
  });
}

/** Keeps both halves of the outbox's canary in step with it. */
function watchOutbox() {
  const count = waitingCount.value;
  if (!outboxReady.value || !ready.value) return;
  if (count > 0 && !local.peek().get('had_outbox')) void keepLocal('had_outbox', true);
  if (count > 0 || local.peek().get('had_outbox')) keepMirror('unsent', count || undefined);
}

/** Asks the browser how much is kept and whether it stays. */
export async function readStorageState() {
  const storage = navigator.storage;
  const persisted = (await storage?.persisted?.().catch(() => null)) ?? null;
  const estimate = (await storage?.estimate?.().catch(() => null)) ?? null;
  const { usage = null, quota = null } = estimate ?? {};
  storageState.value = { persisted, usage, quota };
}
