import { clearDraft } from '../../actions/binding.js';
import { Button } from '../../components/button.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';

/**
 * Nothing was sent: what happens to what was typed.
 *
 * @param {{onClose: () => void}} props
 */
export function Refusing({ onClose }) {
  // Replaces the step that the sheet is, so that Back doesn't lead into it again.
  const leave = () => navigate('/', { replace: true });
  async function clear() {
    await clearDraft();
    leave();
  }
  return (
    <Sheet
      title={t('bind.consent.refused_title')}
      onClose={onClose}
      foot={
        <>
          <Button kind="soft" onClick={leave}>
            {t('bind.consent.refused_keep')}
          </Button>
          <Button kind="line" onClick={clear}>
            {t('bind.consent.refused_clear')}
          </Button>
        </>
      }
    >
      <p class="lead">{t('bind.consent.refused_text')}</p>
    </Sheet>
  );
}
