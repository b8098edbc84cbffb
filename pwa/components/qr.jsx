import { t } from '../lib/labels.js';

/** What a camera needs to find the code: white as wide as four of its squares. */
const QUIET = 4;

/**
 * A QR code, dark on white in both themes.
 *
 * @param {{qr: import('../lib/qr.js').Drawn, class: string, label?: string}} props
 *   label: what it is; a card's, unless said otherwise
 */
export function Qr({ qr: { size, path }, class: className, label }) {
  const side = size + 2 * QUIET;
  return (
    <svg
      class={className}
      viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`}
      role="img"
      aria-label={label ?? t('card.qr')}
    >
      <path d={path} />
    </svg>
  );
}
