import { useContext } from 'preact/hooks';
import { both, t } from '../lib/labels.js';
import { Icon } from './icon.jsx';
import { Surroundings } from './surroundings.js';

/** @param {string} number as people read it */
export function telephone(number) {
  return `tel:${number.replace(/[^\d+]/g, '')}`;
}

/** The hotline's number for people and for the phone; blank while it isn't known yet. */
function useHotline() {
  const { hotline, hotline_hours } = useContext(Surroundings).operator.value;
  return { hotline, hours: both(hotline_hours), href: telephone(hotline) };
}

/** The call button: same corner, same size, on every screen. */
export function CallButton() {
  const { hotline, href } = useHotline();
  if (!hotline) return <span class="call call--none" />;
  return (
    <a class="call" href={href} aria-label={t('common.call_hotline', { hotline })}>
      <Icon name="phonecall" />
      <span>{t('tabs.call')}</span>
    </a>
  );
}

/** The number inside a sentence. */
export function HotlineLink() {
  const { hotline, href } = useHotline();
  return (
    <a class="link tapx num" href={href}>
      {hotline}
    </a>
  );
}

/**
 * The hotline as a row of a panel.
 *
 * @param {{title?: string, text?: string}} props title: the number, unless said otherwise
 */
export function HotlineRow({ title, text }) {
  const { hotline, hours, href } = useHotline();
  return (
    <a class="row row--ic" href={href}>
      <Icon name="phonecall" />
      <span class="row__b">
        <span class="row__t">{title ?? hotline}</span>
        <span class="row__s">{text ?? hours}</span>
      </span>
      <Icon name="right" class="chev" />
    </a>
  );
}
