/**
 * A few facts in one line, a dot between them; what is empty is left out.
 *
 * @param {{of: (string | null | undefined | false)[], whole?: boolean}} props
 *   whole: none of them breaks inside
 */
export function Parts({ of, whole }) {
  return (
    <>
      {of.filter(Boolean).map((part, place) => (
        <span key={part} class={whole ? 'nb' : undefined}>
          {place > 0 && <i class="sep" aria-hidden="true" />}
          {part}
        </span>
      ))}
    </>
  );
}
