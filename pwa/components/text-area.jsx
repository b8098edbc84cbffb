import { Icon } from './icon.jsx';

/**
 * A few sentences; its id is `field-<name>`.
 *
 * @param {{name: string, label: string, hint?: string, below?: string, error?: string,
 *   rows?: number, maxLength: number, value: string, onValue: (value: string) => void}} props
 */
export function TextArea(props) {
  const { name, label, hint, below, error, rows = 2, maxLength, value, onValue } = props;
  const note = error || below;
  return (
    <div class={error ? 'field field--bad' : 'field'}>
      <label class="field__l" for={`field-${name}`}>
        <span>{label}</span>
        {hint && <small>{hint}</small>}
      </label>
      <div class="inp">
        <textarea
          id={`field-${name}`}
          name={name}
          rows={rows}
          maxLength={maxLength}
          value={value}
          aria-invalid={Boolean(error)}
          aria-describedby={note ? `note-${name}` : undefined}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      </div>
      {note && (
        <p class="field__h" id={`note-${name}`} role={error ? 'alert' : undefined}>
          {error && <Icon name="info" />}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}
