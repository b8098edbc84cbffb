import { Icon } from './icon.jsx';

/**
 * One of a few, each in a card of its own.
 *
 * @template {string} V
 * @param {{name: string, label: string, value: V | '', pairs?: boolean,
 *   options: {value: V, label: string, text?: string, icon?: string}[],
 *   onValue: (value: V) => void}} props
 *   name: unique on the page; pairs: two beside each other where there is room
 */
export function Options({ name, label, value, options, pairs, onValue }) {
  return (
    <div class={pairs ? 'opts opts--2' : 'opts'} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} class={option.value === value ? 'opt opt--on' : 'opt'}>
          <input
            class="vh"
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          {option.icon && <Icon name={option.icon} />}
          <span class="opt__b">
            <b>{option.label}</b>
            {option.text && <span>{option.text}</span>}
          </span>
          <i class="opt__r" />
        </label>
      ))}
    </div>
  );
}
