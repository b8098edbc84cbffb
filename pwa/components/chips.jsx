import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A few words to choose from, wrapping as they need or in one line that scrolls.
 *
 * @param {{label: string, scrolls?: boolean, children: Children}} props
 */
export function Chips({ label, scrolls, children }) {
  return (
    <fieldset class={scrolls ? 'chips chips--line' : 'chips chips--wrap'}>
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

/**
 * A chip that opens a sheet; it shows what is chosen there.
 * @param {Parameters<typeof Chip>[0]} props
 */
export function MenuChip({ isOn, onPress, children }) {
  return (
    <button class="chip chip--menu" type="button" aria-pressed={isOn} onClick={onPress}>
      {children}
      <Icon name="down" />
    </button>
  );
}
