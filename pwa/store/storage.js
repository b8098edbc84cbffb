import { computed, effect, signal } from '@preact/signals';
import { keepLocal } from '../db/local.js';
import { keepMirror, readMirror } from '../db/mirror.js';
import { cards, diskRefused, local, ready } from './queries.js';

/**
 * @typedef {{persisted: boolean | null, usage: number | null, quota: number | null}}
 *   StorageState
 */

/** How this phone keeps the app's things; null where the browser doesn't say. Bytes. */
export const storageState = signal(
  /** @type {StorageState} */ ({ persisted: null, usage: null, quota: null }),
);

const hadCards = signal(false);

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

/** Asks the browser how much is kept and whether it stays. */
export async function readStorageState() {
  const storage = navigator.storage;
  const persisted = (await storage?.persisted?.().catch(() => null)) ?? null;
  const estimate = (await storage?.estimate?.().catch(() => null)) ?? null;
  const { usage = null, quota = null } = estimate ?? {};
  storageState.value = { persisted, usage, quota };
}
