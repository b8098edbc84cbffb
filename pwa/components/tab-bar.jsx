import { useContext } from 'preact/hooks';
import { t } from '../lib/labels.js';
import { CallButton } from './hotline.jsx';
import { Icon } from './icon.jsx';
import { Surroundings } from './surroundings.js';

const TABS = /** @type {const} */ ([
  { name: 'cards', href: '/', icon: 'card' },
  { name: 'hospitals', href: '/hospitals', icon: 'hospital' },
  { name: 'claims', href: '/claims', icon: 'claim' },
  { name: 'inbox', href: '/inbox', icon: 'chat' },
  { name: 'me', href: '/me', icon: 'user' },
]);

/** @typedef {(typeof TABS)[number]['name']} TabName */

/**
 * The tabs, and above them the page's one act.
 *
 * @param {{current: TabName, act?: import('preact').ComponentChildren}} props
 */
export function TabBar({ current, act }) {
  const { unread, turns } = useContext(Surroundings);
  /** @type {Partial<Record<TabName, {count: number, words: string}>>} */
  const counts = {
    claims: { count: turns.value, words: 'tabs.your_turn' },
    inbox: { count: unread.value, words: 'tabs.unread' },
  };
  return (
    <nav class={act ? 'bar bar--act' : 'bar'} aria-label={t('tabs.label')}>
      {act && <div class="bar__act">{act}</div>}
      <div class="tabs">
        {TABS.map(({ name, href, icon }) => (
          <a
            key={name}
            class="tab"
            href={href}
            aria-current={name === current ? 'page' : undefined}
          >
            <Icon name={icon} />
            <span>{t(`tabs.${name}`)}</span>
            <Count {...counts[name]} isTurn={name === 'claims'} />
          </a>
        ))}
        <CallButton />
      </div>
    </nav>
  );
}

/**
 * @param {{count?: number, words?: string, isTurn: boolean}} props isTurn: they wait for the
 *   family, else they are news
 */
function Count({ count = 0, words = '', isTurn }) {
  if (count === 0) return null;
  return (
    <span class={isTurn ? 'dot dot--turn' : 'dot'}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="vh">{t(words, { count })}</span>
    </span>
  );
}
