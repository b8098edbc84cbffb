import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */
/** @typedef {{value: string, label: string, short?: string}} Choice short: on the closed select */
/**
 * @typedef {{label: string, value: string, options: Choice[],
 *   onValue: (value: string) => void}} Prefix
 */

/**
 * A labelled text input; its id is `field-<name>`.
 *
 * @param {{name: string, label: Children, hint?: Children, error?: Children, good?: boolean,
 *   below?: Children, value: string, prefix?: Prefix,
 *   inputMode?: 'text' | 'numeric' | 'decimal' | 'tel', autocomplete?: string,
 *   autocapitalize?: 'off' | 'characters',
 *   maxLength?: number, placeholder?: string, enterKeyHint?: 'next' | 'done' | 'send',
 *   onValue: (value: string) => void, onLeave?: () => void}} props
 *   hint: beside the label; error: in place of `below`; good: a check mark; below: a quiet line
 */
export function Field(props) {
  const { name, label, hint, error, good, below, prefix } = props;
  const note = error || below;
  const state = error ? 'field--bad' : good && 'field--ok';
  return (
    <div class={`field ${state || ''}`}>
      <label class="field__l" for={`field-${name}`}>
        <span>{label}</span>
        {hint && <small>{hint}</small>}
      </label>
      <div class="inp">
        {prefix && <PrefixSelect name={name} prefix={prefix} />}
        <Input {...props} describedBy={note ? `note-${name}` : undefined} />
        {good && !error && <Icon name="check" />}
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

/** @param {Parameters<typeof Field>[0] & {describedBy?: string}} props */
function Input({ name, value, error, describedBy, onValue, onLeave, ...rest }) {
  const { inputMode = 'text', autocomplete = 'off', autocapitalize } = rest;
  const { maxLength, placeholder, enterKeyHint = 'next' } = rest;
  return (
    <input
      id={`field-${name}`}
      name={name}
      type="text"
      inputMode={inputMode}
      autocomplete={autocomplete}
      autocapitalize={autocapitalize}
      autocorrect="off"
      spellcheck={false}
      maxLength={maxLength}
      placeholder={placeholder}
      enterKeyHint={enterKeyHint}
      value={value}
      aria-invalid={Boolean(error)}
      aria-describedby={describedBy}
      onInput={(event) => onValue(event.currentTarget.value)}
      onBlur={onLeave}
    />
  );
}

/** A native select under a short label. @param {{name: string, prefix: Prefix}} props */
function PrefixSelect({ name, prefix }) {
  const chosen = prefix.options.find((option) => option.value === prefix.value);
  return (
    <span class="inp__pre">
      <span aria-hidden="true">{chosen?.short ?? chosen?.label}</span>
      <Icon name="down" />
      <select
        name={`${name}-kind`}
        aria-label={prefix.label}
        value={prefix.value}
        onChange={(event) => prefix.onValue(event.currentTarget.value)}
      >
        {prefix.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
