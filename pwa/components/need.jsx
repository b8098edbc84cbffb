import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * One thing of a checklist, with what there is of it.
 *
 * @param {{icon: string, title: Children, text?: Children, end?: Children,
 *   children?: Children}} props end: its state
 */
export function Need({ icon, title, text, end, children }) {
  return (
    <li class="need">
      <div class="need__h">
        <Icon name={icon} />
        <div class="need__b">
          <strong>{title}</strong>
          {text && <span>{text}</span>}
        </div>
        {end}
      </div>
      {children}
    </li>
  );
}
