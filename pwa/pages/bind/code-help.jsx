import { Button } from '../../components/button.jsx';
import { HotlineLink } from '../../components/hotline.jsx';
import { Rich } from '../../components/rich.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';

const ADVICE = ['help_match', 'help_wait', 'help_family', 'help_new', 'help_hotline'];

/** For somebody who already has the card: nothing to match or to check. */
const STEP_UP_ADVICE = ['help_wait', 'help_family', 'help_hotline'];

/**
 * What to look at when no text arrives; the same whether or not anything matched.
 *
 * @param {{isStepUp?: boolean, onClose: () => void}} props
 */
export function CodeHelp({ isStepUp, onClose }) {
  return (
    <Sheet
      title={t('bind.code.help_title')}
      onClose={onClose}
      foot={
        !isStepUp && (
          <Button kind="soft" onClick={() => navigate('/bind', { replace: true })}>
            {t('bind.code.help_back')}
          </Button>
        )
      }
    >
      <ul class="advice">
        {(isStepUp ? STEP_UP_ADVICE : ADVICE).map((name) => (
          <li key={name}>
            <Rich text={t(`bind.code.${name}`)} slots={{ hotline: <HotlineLink /> }} />
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
