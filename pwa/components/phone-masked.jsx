import { t } from '../lib/labels.js';

/**
 * A number that only its owner recognises: the first three digits and the last four.
 *
 * @param {{number: string}} props E.164; the calling code is left out for mainland China
 */
export function PhoneMasked({ number }) {
  const shown = number.replace(/^\+86/, '');
  const head = shown.slice(0, shown.startsWith('+') ? 5 : 3);
  return (
    <b class="nb num">
      {head}
      <span class="mask mask--1" role="img" aria-label={t('bind.code.hidden_digits')} />
      {shown.slice(-4)}
    </b>
  );
}
