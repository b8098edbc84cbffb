import { signal } from '@preact/signals';

/** How many things wait for the family; pages/claims/turns.js counts them. */
export const turns = signal(0);
