import { IconButton } from './button.jsx';
import { Icon } from './icon.jsx';

/**
 * Where one types what to look for; the results stand below it as one types.
 *
 * @param {{label: string, clear: string, value: string, onValue: (value: string) => void}} props
 *   label: what can be searched; clear: the name of the cross
 */
export function SearchField({ label, clear, value, onValue }) {
  return (
    <div class="searchbar">
      <Icon name="search" />
      <input
        type="search"
        enterKeyHint="search"
        autocomplete="off"
        autocorrect="off"
        spellcheck={false}
        aria-label={label}
        placeholder={label}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {value && <IconButton icon="x" label={clear} onClick={() => onValue('')} />}
    </div>
  );
}
