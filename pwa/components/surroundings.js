import { signal } from '@preact/signals';
import { createContext } from 'preact';

/** @typedef {{state: 'online' | 'weak' | 'offline', at: string | null}} Connection */
/** @typedef {Pick<import('../lib/rows.js').Operator, 'hotline' | 'hotline_hours'>} Hotline */

/**
 * What every screen shows without being told each time; app.jsx hands it in from the store.
 * @typedef {{
 *   connection: {value: Connection},
 *   operator: {value: Hotline},
 *   unread: {value: number},
 *   unsent: {value: number},
 *   turns: {value: number},
 *   goBack: (above: string) => void,
 * }} Surroundings
 */

/** @type {Surroundings} */
const NOTHING = {
  connection: signal(/** @type {Connection} */ ({ state: 'online', at: null })),
  operator: signal({ hotline: '', hotline_hours: { zh: '', en: '' } }),
  unread: signal(0),
  unsent: signal(0),
  turns: signal(0),
  goBack: () => {},
};

export const Surroundings = createContext(NOTHING);
