/** Ten million yuan: more is a slip. */
export const MOST_FEN = 1_000_000_000;

/**
 * Full-width characters narrowed, no spaces around, one within.
 * @param {string} text
 */
export function tidy(text) {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ');
}

/**
 * A text of several lines without what nobody sees: the server takes no control characters.
 * @param {string} text
 */
export function tidyParagraph(text) {
  return text.replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '').trim();
}

/**
 * An amount as typed: '642', '1,240.5', '￥642.00', '642元'.
 * @param {string} text
 * @returns {number | null} fen; null: no amount
 */
export function typedFen(text) {
  const plain = text.normalize('NFKC').replace(/[\s,¥元]/g, '');
  const parts = /^(\d{1,9})(?:\.(\d{0,2}))?$/.exec(plain);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : null;
}

/**
 * Fen as one would type them: '642', '1240.50'.
 * @param {number} fen
 */
export function typedAmount(fen) {
  const rest = fen % 100;
  const yuan = String((fen - rest) / 100);
  return rest === 0 ? yuan : `${yuan}.${String(rest).padStart(2, '0')}`;
}

/**
 * The digits of a bank number, without the spaces and hyphens people type.
 * @param {string} text
 */
export function plainBankNumber(text) {
  return text.normalize('NFKC').replace(/[\s-]/g, '');
}

/**
 * Whether a number keeps the rule of card numbers (ISO/IEC 7812, Luhn's check digit).
 * @param {string} digits
 */
export function keepsLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/**
 * A file's name without what no name should hold: paths, control and invisible characters.
 * @param {string} name
 */
export function tidyFileName(name) {
  const last = name.normalize('NFC').split(/[/\\]/).pop() ?? '';
  return last
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/^\.+/, '')
    .trim()
    .slice(-120);
}
