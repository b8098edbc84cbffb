/** @typedef {import('preact').ComponentChildren} Children */

/**
 * Where something comes from and how old it is, at the foot of a page.
 *
 * @param {{rows: {term: Children, value: Children}[]}} props
 */
export function Facts({ rows }) {
  return <Pairs class="facts" rows={rows} />;
}

/**
 * Terms with their values, ranged left and right.
 *
 * @param {{rows: {term: Children, value: Children}[]}} props
 */
export function Values({ rows }) {
  return <Pairs class="kv" rows={rows} />;
}

/** @param {{class: string, rows: {term: Children, value: Children}[]}} props */
function Pairs({ class: className, rows }) {
  return (
    <dl class={className}>
      {rows.map(({ term, value }, index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
