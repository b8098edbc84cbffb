/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A few words to choose from, wrapping as they need.
 *
 * @param {{label: string, children: Children}} props
 */
export function Chips({ label, children }) {
  return (
    <fieldset class="chips chips--wrap">
      <legend class="vh">{label}</legend>
      {children}
    </fieldset>
  );
}

/** @param {{isOn: boolean, onPress: () => void, children: Children}} props */
export function Chip({ isOn, onPress, children }) {
  return (
    <button class="chip" type="button" aria-pressed={isOn} onClick={onPress}>
      {children}
    </button>
  );
}
