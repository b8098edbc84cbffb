/** @typedef {import('preact').ComponentChildren} Children */

/**
 * One answer in a sentence, and under it what follows from it.
 *
 * @param {{tone?: 'plain' | 'ok' | 'turn', caption?: Children, title: Children,
 *   rows: {term: Children, value: Children, note?: Children}[]}} props
 */
export function Answer({ tone = 'plain', caption, title, rows }) {
  return (
    <section class={`answer answer--${tone}`}>
      <div class="answer__h">
        {caption && <p>{caption}</p>}
        <h2>{title}</h2>
      </div>
      <dl>
        {rows.map(({ term, value, note }, index) => (
          <div key={index} class="answer__r">
            <dt>{term}</dt>
            <dd>
              <b>{value}</b>
              {note && <span>{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
