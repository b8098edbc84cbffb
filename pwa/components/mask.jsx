import { t } from '../lib/labels.js';

/** The digits of a number that aren't shown. */
export function Mask() {
  return (
    <>
      <span class="mask" aria-hidden="true" />
      <span class="vh">{t('common.ends_in')}</span>
    </>
  );
}
