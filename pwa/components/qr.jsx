import { t } from '../lib/labels.js';

/** What a camera needs to find the code: white as wide as four of its squares. */
const QUIET = 4;

/**
 * A card's QR code, dark on white in both themes.
 *
 * @param {{qr: import('../lib/qr.js').Drawn, class: string}} props
 */
export function Qr({ qr: { size, path }, class: className }) {
  const side = size + 2 * QUIET;
  return (
    <svg
      class={className}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      role="img"
      aria-label={t('card.qr')}
    >
      <path d={path} />
    </svg>
  );
}
