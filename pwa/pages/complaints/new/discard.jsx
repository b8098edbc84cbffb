import { discardFilling } from '../../../actions/claim-drafts.js';
import { Button } from '../../../components/button.jsx';
import { Sheet } from '../../../components/sheet.jsx';
import { t } from '../../../lib/labels.js';
import { leaveTo } from '../../../router.js';

/**
 * Asks before what was written is let go.
 *
 * @param {{id: string, depth: number, isMended: boolean, onClose: () => void}} props
 *   depth: where the form was opened; isMended: it is in the queue, where it stays as it was
 */
export function Discard({ id, depth, isMended, onClose }) {
  async function discard() {
    await discardFilling(id);
    leaveTo('/complaints', depth);
  }
  return (
    <Sheet
      title={t('complaints.discard_title')}
      onClose={onClose}
      foot={
        <Button kind="line" onClick={discard}>
          {t('claims.discard.do')}
        </Button>
      }
    >
      <p class="lead">{t(`claims.discard.${isMended ? 'text_entry' : 'text'}`)}</p>
    </Sheet>
  );
}
