import { moneyParts } from '../lib/format.js';

/**
 * An amount with its sign smaller than its number.
 *
 * @param {{fen: number, whole?: boolean, hero?: boolean}} props whole: a limit, without decimals;
 *   hero: the page's one big number
 */
export function Money({ fen, whole, hero }) {
  const { sign, amount, fraction } = moneyParts(fen, { whole });
  return (
    <span class={hero ? 'money money--hero' : 'money'}>
      <small>{sign}</small>
      {amount}
      {fraction}
    </span>
  );
}
