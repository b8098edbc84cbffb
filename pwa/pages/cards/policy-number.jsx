import { useState } from 'preact/hooks';
import { Icon } from '../../components/icon.jsx';
import { Mask } from '../../components/mask.jsx';
import { t } from '../../lib/labels.js';

/**
 * The policy number: only its end, until somebody presses for the whole.
 *
 * @param {{number: string}} props
 */
export function PolicyNumber({ number }) {
  const [isShown, setShown] = useState(false);
  return (
    <div class="show__number">
      <span role="status">
        {t('card.number')}
        <b>
          {isShown ? (
            number
          ) : (
            <>
              <Mask />
              {number.slice(-4)}
            </>
          )}
        </b>
      </span>
      <button type="button" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
        <Icon name="eye" size="s" />
        {t(isShown ? 'card.hide_number' : 'card.show_number')}
      </button>
    </div>
  );
}
