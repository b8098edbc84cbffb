import { fullDate } from '../lib/format.js';
import { Field } from './field.jsx';

/**
 * A date typed as eight digits, which any keypad can; the day understood is said under it.
 *
 * @param {{name: string, label: string, hint?: string, error?: string, placeholder?: string,
 *   value: string, on: string | null, onValue: (value: string) => void,
 *   onLeave?: () => void}} props value: as typed so far; on: the ISO date it means, if it does
 */
export function DateField({ on, value, onValue, ...rest }) {
  return (
    <Field
      {...rest}
      inputMode="numeric"
      maxLength={14}
      value={value}
      good={on !== null && !rest.error}
      below={on ? fullDate(on) : undefined}
      onValue={(text) => onValue(text.length > value.length ? grouped(text) : text)}
    />
  );
}

/**
 * Puts the dashes in while digits are added: '202301' → '2023-01'. Other ways to write a date
 * are left as they are.
 *
 * @param {string} text
 */
function grouped(text) {
  const digits = text.normalize('NFKC').replaceAll('-', '');
  if (!/^\d{1,8}$/.test(digits)) return text;
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].filter(Boolean).join('-');
}
