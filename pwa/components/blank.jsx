import { Art } from './art.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A place with nothing in it yet: why, and what can be done.
 *
 * @param {{title: string, art?: import('./art.jsx').ArtName, action?: Children,
 *   text?: Children, children?: Children}} props action: the one button
 */
export function Blank({ title, art = 'card', action, text, children }) {
  return (
    <section class="blank">
      <Art name={art} />
      <h2>{title}</h2>
      {(text || children) && <p>{text || children}</p>}
      {action}
    </section>
  );
}
