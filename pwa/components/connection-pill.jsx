import { todayInChina } from '../lib/clock.js';
import { day, time } from '../lib/format.js';
import { t } from '../lib/labels.js';
import { Icon } from './icon.jsx';

/** @typedef {{state: 'online' | 'weak' | 'offline', at: string | null}} Connection */

const LOOKS = { online: 'on', weak: 'weak', offline: 'off' };
const ICONS = { online: null, weak: 'weak', offline: 'nosignal' };

/**
 * How the network is, in the quietest way that fits; it opens what this phone holds.
 *
 * @param {{connection: Connection, text?: string}} props text: other words for this page
 */
export function ConnectionPill({ connection, text }) {
  const icon = ICONS[connection.state];
  return (
    <a class={`conn conn--${LOOKS[connection.state]}`} href="/me/offline-check">
      {icon && <Icon name={icon} />}
      <span>{text ?? words(connection)}</span>
    </a>
  );
}

/** @param {Connection} connection */
function words({ state, at }) {
  if (state !== 'online') return t(`connection.${state}`);
  if (!at) return t('connection.online');
  const on = todayInChina(Date.parse(at));
  return t('connection.updated', { at: on === todayInChina() ? time(at) : day(on) });
}
