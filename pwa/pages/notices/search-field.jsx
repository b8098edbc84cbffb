import { IconButton } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { t } from '../../lib/labels.js';

/** @param {{value: string, onValue: (value: string) => void}} props */
export function SearchField({ value, onValue }) {
  return (
    <search class="searchbar">
      <Icon name="search" />
      <input
        name="notice-search"
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autocomplete="off"
        aria-label={t('notices.search')}
        placeholder={t('notices.search')}
        value={value}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      {value && <IconButton icon="x" label={t('notices.clear')} onClick={() => onValue('')} />}
    </search>
  );
}
