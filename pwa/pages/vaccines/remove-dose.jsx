import { removeDose } from '../../actions/doses.js';
import { Button } from '../../components/button.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';

/**
 * @param {{about: import('../../actions/doses.js').About,
 *   unsent?: import('../../lib/outbox.js').Entry, onClose: () => void}} props
 */
export function RemoveDose({ about, unsent, onClose }) {
  async function remove() {
    await removeDose(about, unsent);
    navigate('/vaccines', { replace: true });
  }
  return (
    <Sheet
      title={t('doses.remove.title')}
      onClose={onClose}
      foot={
        <Button kind="line" onClick={remove}>
          {t('doses.remove.do')}
        </Button>
      }
    >
      <p class="lead">{t('doses.remove.text', { dose: about.title })}</p>
    </Sheet>
  );
}
