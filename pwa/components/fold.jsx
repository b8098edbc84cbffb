import { Icon } from './icon.jsx';

/**
 * A long text behind one row of a panel; it opens in place.
 *
 * @param {{title: string, text: string, paragraphs: string[]}} props text: under the title
 */
export function Fold({ title, text, paragraphs }) {
  return (
    <details class="fold">
      <summary class="row">
        <span class="row__b">
          <span class="row__t">{title}</span>
          <span class="row__s">{text}</span>
        </span>
        <Icon name="down" class="chev" />
      </summary>
      <div class="fold__b">
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </details>
  );
}
