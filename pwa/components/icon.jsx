import { ICON_PATHS } from './icon-paths.js';

/** The bars of "weak signal" that have no signal. */
const FAINT_BARS = 'M14.7 19.5v-10M20 19.5V5.5';

/**
 * A line icon; it is always beside a word or inside a named control, so it has no name itself.
 *
 * @param {{name: string, size?: 's' | 'xs' | 'l', class?: string}} props a name of ICON_PATHS;
 *   an unknown one (an operator's plan file) draws the shield
 */
export function Icon({ name, size, class: extra = '' }) {
  const className = `ic ${size ? `ic--${size}` : ''} ${extra}`;
  return (
    <svg class={className} viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICON_PATHS[name] ?? ICON_PATHS.shield} />
      {name === 'weak' && <path class="ic__faint" d={FAINT_BARS} />}
    </svg>
  );
}
