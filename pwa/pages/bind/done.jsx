import { useRef } from 'preact/hooks';
import { clearDraft } from '../../actions/binding.js';
import { Button } from '../../components/button.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';

/**
 * From the used-up code to the card, which takes its place in the history.
 * @param {string} policyId
 */
export function goToCard(policyId) {
  navigate(`/cards/${policyId}`, { replace: true });
  void clearDraft();
}

/**
 * The first card of this phone is here: to the card, or first onto the home screen.
 *
 * @param {{policyId: string}} props
 */
export function Done({ policyId }) {
  const wantsGuide = useRef(false);

  function leave() {
    // Leaving the guide ends at the card.
    goToCard(policyId);
    if (wantsGuide.current) navigate('/me/install');
  }

  /** Closes the sheet by its own step of the history; `leave` follows. @param {boolean} guide */
  function close(guide) {
    wantsGuide.current = guide;
    history.back();
  }

  return (
    <Sheet
      title={t('bind.code.done_title')}
      onClose={leave}
      foot={
        <>
          <Button onClick={() => close(false)}>{t('bind.code.done_card')}</Button>
          <Button kind="soft" icon="home" onClick={() => close(true)}>
            {t('bind.code.done_install')}
          </Button>
        </>
      }
    >
      <p class="lead">{t('bind.code.done_text')}</p>
    </Sheet>
  );
}
