import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * The app's button; with `href` it is a link that looks like one.
 *
 * @param {{kind?: 'primary' | 'soft' | 'line' | 'turn', small?: boolean, block?: boolean,
 *   icon?: string, href?: string, type?: 'button' | 'submit', disabled?: boolean,
 *   busy?: boolean, onClick?: (event: MouseEvent) => void, children?: Children}} props
 *   busy: the act is running; a second press does nothing and screen readers are told
 */
export function Button(props) {
  const { kind = 'primary', small, block, icon, href, type = 'button', children } = props;
  const { disabled = false, busy = false, onClick } = props;
  const looks = ['btn', `btn--${kind}`, small && 'btn--s', block && 'btn--block'];
  const className = looks.filter(Boolean).join(' ');
  const content = (
    <>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  );
  if (href) {
    return (
      <a class={className} href={href} onClick={onClick}>
        {content}
      </a>
    );
  }
  return (
    <button
      class={className}
      type={type}
      disabled={disabled}
      aria-busy={busy}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {content}
    </button>
  );
}

/**
 * A quiet action in words only.
 *
 * @param {{href?: string, icon?: string, disabled?: boolean, center?: boolean,
 *   onClick?: (event: MouseEvent) => void, children?: Children}} props
 */
export function TextButton({ href, icon, disabled = false, center = false, onClick, children }) {
  const className = center ? 'textbtn textbtn--center' : 'textbtn';
  if (href) {
    return (
      <a class={className} href={href} onClick={onClick}>
        {icon && <Icon name={icon} size="s" />}
        {children}
      </a>
    );
  }
  return (
    <button class={className} type="button" disabled={disabled} onClick={onClick}>
      {icon && <Icon name={icon} size="s" />}
      {children}
    </button>
  );
}

/**
 * A button that is only an icon, with a name for those who can't see it.
 *
 * @param {{icon: string, label: string, href?: string, soft?: boolean, pressed?: boolean,
 *   onClick?: (event: MouseEvent) => void}} props soft: on a tinted ground; pressed: it stays in
 */
export function IconButton({ icon, label, href, soft, pressed, onClick }) {
  const className = soft ? 'iconbtn iconbtn--soft' : 'iconbtn';
  if (href) {
    return (
      <a class={className} href={href} aria-label={label} onClick={onClick}>
        <Icon name={icon} />
      </a>
    );
  }
  return (
    <button
      class={className}
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
