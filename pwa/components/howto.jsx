import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * Numbered steps to follow with a finger.
 *
 * @param {{steps: {title: Children, text?: Children, icon?: string}[]}} props icon: what to look
 *   for on the screen
 */
export function Howto({ steps }) {
  return (
    <ol class="panel howto">
      {steps.map(({ title, text, icon }, index) => (
        <li key={index}>
          <span class="howto__b">
            {title}
            {text && <small>{text}</small>}
          </span>
          {icon && (
            <span class="glyph">
              <Icon name={icon} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
