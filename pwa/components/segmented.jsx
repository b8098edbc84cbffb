/**
 * One of a few, all of them in sight.
 *
 * @template {string} V
 * @param {{name: string, label: string, value: V, options: {value: V, label: string}[],
 *   small?: boolean, onValue: (value: V) => void}} props name: unique on the page
 */
export function Segmented({ name, label, value, options, small, onValue }) {
  return (
    <div class={small ? 'seg seg--s' : 'seg'} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} class="seg__o">
          <input
            class="seg__in"
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValue(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
