import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A sheet of paper for rows of one kind.
 *
 * @param {{pad?: boolean, label?: string, class?: string, children: Children}} props
 */
export function Panel({ pad, label, class: extra = '', children }) {
  const className = `panel ${pad ? 'panel--pad' : ''} ${extra}`;
  if (!label) return <div class={className}>{children}</div>;
  return (
    <section class={className} aria-label={label}>
      {children}
    </section>
  );
}

/**
 * A part of a page under its own heading.
 *
 * @param {{title: string, aside?: Children, children: Children}} props aside: a short text or
 *   link at the end of the heading's line
 */
export function Section({ title, aside, children }) {
  return (
    <section class="sect">
      <div class="sect__head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/**
 * A row of a panel; with `href` or `onClick` it can be pressed and shows it.
 *
 * @param {{title: Children, text?: Children, icon?: string, end?: Children, href?: string,
 *   glyph?: 'plain' | 'ok' | 'turn' | 'move' | 'late', tone?: 'act', wraps?: boolean,
 *   disabled?: boolean, onClick?: (event: MouseEvent) => void}} props
 *   glyph: the icon stands in a tinted square; end: a value or control; tone act: the row is an
 *   action, its words jade; wraps: a wide control goes to its own line
 */
export function Row(props) {
  const { title, text, icon, end, href, glyph, tone, wraps, disabled = false, onClick } = props;
  const indent = glyph ? 'row--gl' : icon && 'row--ic';
  const looks = ['row', indent, tone && `row--${tone}`, wraps && 'row--seg'];
  const className = looks.filter(Boolean).join(' ');
  const content = (
    <>
      {icon && <Mark icon={icon} glyph={glyph} />}
      <span class="row__b">
        <span class="row__t">{title}</span>
        {text && <span class="row__s">{text}</span>}
      </span>
      {end !== undefined && <span class="row__e">{end}</span>}
      {(href || onClick) && <Icon name="right" class="chev" />}
    </>
  );
  if (href) {
    return (
      <a class={className} href={href} onClick={onClick}>
        {content}
      </a>
    );
  }
  if (!onClick) return <div class={className}>{content}</div>;
  return (
    <button class={className} type="button" disabled={disabled} onClick={onClick}>
      {content}
    </button>
  );
}

/** @param {{icon: string, glyph?: string}} props */
function Mark({ icon, glyph }) {
  if (!glyph) return <Icon name={icon} />;
  return (
    <span class={`glyph glyph--${glyph}`}>
      <Icon name={icon} />
    </span>
  );
}
