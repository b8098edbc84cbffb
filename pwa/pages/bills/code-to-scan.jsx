import { Qr } from '../../components/qr.jsx';
import { t } from '../../lib/labels.js';
import { drawQr } from '../../lib/qr.js';
import { codeToScan } from '../../store/payments.js';

/** @param {import('../../lib/rows.js').Bill} bill */
export function hasCode({ id }) {
  return codeToScan.value?.bill_id === id;
}

/** Where to pay, for another phone's camera. @param {{bill: import('../../lib/rows.js').Bill}} props */
export function CodeToScan({ bill }) {
  const code = codeToScan.value;
  if (!code || !hasCode(bill)) return null;
  return (
    <section class="scan" aria-label={t('bills.scan')}>
      <Qr qr={drawQr(code.url)} class="scan__qr" label={t('bills.code')} />
      <p class="lead">{t('bills.code_text')}</p>
    </section>
  );
}
