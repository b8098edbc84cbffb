import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * Something about the whole page that stays until it is settled.
 *
 * @param {{kind?: 'plain' | 'move' | 'turn' | 'ok' | 'fact' | 'new' | 'install' | 'wait', icon: string,
 *   title?: string, action?: Children, isNews?: boolean,
 *   text?: Children, children?: Children}} props
 *   action: one small button; isNews: read out when it appears
 */
export function Banner({ kind = 'plain', icon, title, action, isNews, text, children }) {
  return (
    <div class={`banner banner--${kind}`} role={isNews ? 'status' : undefined}>
      <Icon name={icon} />
      <div class="banner__b">
        {title && <strong>{title}</strong>}
        {(text || children) && <span>{text || children}</span>}
      </div>
      {action}
    </div>
  );
}
