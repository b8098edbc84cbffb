/** How many digits a code has (ARCHITECTURE: 6 random digits). */
export const CODE_LENGTH = 6;

const PLACES = [0, 1, 2, 3, 4, 5];

/**
 * Six boxes drawn over one real input, so that paste and SMS autofill work.
 *
 * @param {{value: string, label: string, onValue: (digits: string) => void}} props
 */
export function CodeInput({ value, label, onValue }) {
  return (
    <div class="code">
      {PLACES.map((place) => (
        <i key={place} class={place === value.length ? 'now' : ''} aria-hidden="true">
          {value[place]}
        </i>
      ))}
      <input
        class="code__in"
        name="code"
        aria-label={label}
        inputMode="numeric"
        autocomplete="one-time-code"
        value={value}
        onInput={(event) => {
          const digits = onlyDigits(event.currentTarget.value).slice(0, CODE_LENGTH);
          // The boxes show the digits; what was typed besides them must not stay in the input.
          event.currentTarget.value = digits;
          onValue(digits);
        }}
      />
    </div>
  );
}

/** @param {string} text */
function onlyDigits(text) {
  // People paste whole messages, and Chinese keyboards may give full-width digits.
  return text.normalize('NFKC').replace(/\D/g, '');
}
