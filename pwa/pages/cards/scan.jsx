import { Qr } from '../../components/qr.jsx';
import { t } from '../../lib/labels.js';
import { spacedCode } from '../../lib/pass.js';
import { passToShow } from '../../store/passes.js';

/**
 * What a reception scans, and what it types where that fails.
 *
 * @param {{card: import('../../lib/rows.js').Card}} props
 */
export function Scan({ card }) {
  const pass = passToShow(card);
  if (!pass) return null;
  return (
    <>
      <Qr class="show__qr" qr={pass.qr} />
      <p class="show__code">
        {t('card.type_code')}
        <b>{spacedCode(pass.code)}</b>
      </p>
    </>
  );
}
