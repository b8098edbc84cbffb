import { Icon } from './icon.jsx';

/**
 * A box to tick with its sentence; never ticked for anybody.
 *
 * @param {{name: string, label: string, isOn: boolean, onChange: (isOn: boolean) => void}} props
 */
export function Tick({ name, label, isOn, onChange }) {
  return (
    <label class="checkline">
      <input
        type="checkbox"
        class="vh"
        name={name}
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span class={`box ${isOn ? 'on' : ''}`} aria-hidden="true">
        <Icon name="check" />
      </span>
      <span>{label}</span>
    </label>
  );
}
