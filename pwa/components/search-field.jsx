import { t } from '../lib/labels.js';
import { IconButton } from './button.jsx';
import { Icon } from './icon.jsx';

/**
 * One line to search with; what it finds stands below it as one types.
 *
 * @param {{label: string, placeholder?: string, value: string,
 *   onValue: (value: string) => void}} props placeholder: other words than the label's
 */
export function SearchField({ label, placeholder = label, value, onValue }) {
  return (
    <div class="searchbar">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck={false}
        enterKeyHint="search"
        onInput={(event) => onValue(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      {value && <IconButton icon="x" label={t('common.clear')} onClick={() => onValue('')} />}
    </div>
  );
}
