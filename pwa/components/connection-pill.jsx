import { todayInChina } from '../lib/clock.js';
import { day, time } from '../lib/format.js';
import { t } from '../lib/labels.js';
import { Icon } from './icon.jsx';

/** @typedef {{state: 'online' | 'weak' | 'offline', at: string | null}} Connection */

const LOOKS = { online: 'on', weak: 'weak', offline: 'off' };
const ICONS = { online: null, weak: 'weak', offline: 'nosignal' };

/**
 * How the network is, in the quietest way that fits. It opens what hasn't been sent, or else what
 * this phone holds.
 *
 * @param {{connection: Connection, unsent: number, text?: string}} props text: other words for
 *   this page
 */
export function ConnectionPill({ connection, unsent, text }) {
  const icon = ICONS[connection.state];
  const waiting = unsent > 0 ? t('connection.unsent', { count: unsent }) : null;
  return (
    <a
      class={`conn conn--${LOOKS[connection.state]}`}
      href={unsent > 0 ? '/outbox' : '/me/offline-check'}
    >
      {icon && <Icon name={icon} />}
      <span>{text ?? waiting ?? connectionWords(connection)}</span>
    </a>
  );
}

/** @param {Connection} connection */
export function connectionWords({ state, at }) {
  if (state !== 'online') return t(`connection.${state}`);
  if (!at) return t('connection.online');
  const on = todayInChina(Date.parse(at));
  return t('connection.updated', { at: on === todayInChina() ? time(at) : day(on) });
}
