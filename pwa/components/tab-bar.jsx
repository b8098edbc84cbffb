import { useContext } from 'preact/hooks';
import { t } from '../lib/labels.js';
import { CallButton } from './hotline.jsx';
import { Icon } from './icon.jsx';
import { Surroundings } from './surroundings.js';

const TABS = /** @type {const} */ ([
  { name: 'cards', href: '/', icon: 'card' },
  { name: 'hospitals', href: '/hospitals', icon: 'hospital' },
  { name: 'inbox', href: '/inbox', icon: 'chat' },
  { name: 'me', href: '/me', icon: 'user' },
]);

/** @param {{current: (typeof TABS)[number]['name']}} props */
export function TabBar({ current }) {
  const unread = useContext(Surroundings).unread.value;
  return (
    <nav class="bar" aria-label={t('tabs.label')}>
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
            {name === 'inbox' && unread > 0 && <Unread count={unread} />}
          </a>
        ))}
        <CallButton />
      </div>
    </nav>
  );
}

/** @param {{count: number}} props */
function Unread({ count }) {
  return (
    <span class="dot">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="vh">{t('tabs.unread', { count })}</span>
    </span>
  );
}
