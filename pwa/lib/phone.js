/** @typedef {import('./rows.js').Problem} Problem */

/**
 * Regions a family's phone may come from, the likely ones first. `digits` bounds the national
 * number without its trunk 0 (ITU E.164 national plans); the server is the judge.
 * @typedef {{code: string, calling: string, name: import('./labels.js').InBoth,
 *   digits: [number, number]}} Region
 */

/** @type {Region[]} */
export const regions = [
  region('CN', '86', '中国大陆', 'Mainland China', 11, 11),
  region('HK', '852', '中国香港', 'Hong Kong, China', 8, 8),
  region('MO', '853', '中国澳门', 'Macau, China', 8, 8),
  region('TW', '886', '中国台湾', 'Taiwan, China', 9, 9),
  region('SG', '65', '新加坡', 'Singapore', 8, 8),
  region('JP', '81', '日本', 'Japan', 9, 10),
  region('KR', '82', '韩国', 'South Korea', 9, 10),
  region('MY', '60', '马来西亚', 'Malaysia', 8, 10),
  region('TH', '66', '泰国', 'Thailand', 8, 9),
  region('VN', '84', '越南', 'Vietnam', 9, 10),
  region('ID', '62', '印度尼西亚', 'Indonesia', 9, 12),
  region('PH', '63', '菲律宾', 'Philippines', 10, 10),
  region('IN', '91', '印度', 'India', 10, 10),
  region('AU', '61', '澳大利亚', 'Australia', 9, 9),
  region('NZ', '64', '新西兰', 'New Zealand', 8, 10),
  region('US', '1', '美国', 'United States', 10, 10),
  region('CA', '1', '加拿大', 'Canada', 10, 10),
  region('GB', '44', '英国', 'United Kingdom', 10, 10),
  region('IE', '353', '爱尔兰', 'Ireland', 9, 9),
  region('DE', '49', '德国', 'Germany', 10, 11),
  region('FR', '33', '法国', 'France', 9, 9),
  region('NL', '31', '荷兰', 'Netherlands', 9, 9),
  region('BE', '32', '比利时', 'Belgium', 9, 9),
  region('CH', '41', '瑞士', 'Switzerland', 9, 9),
  region('AT', '43', '奥地利', 'Austria', 10, 13),
  region('SE', '46', '瑞典', 'Sweden', 9, 9),
  region('ES', '34', '西班牙', 'Spain', 9, 9),
  region('AE', '971', '阿联酋', 'United Arab Emirates', 9, 9),
];

/**
 * A typed number as E.164, in any of the ways people write it: with spaces, a trunk 0, or the
 * calling code in front as +86 or 0086.
 * @param {string} code of a region
 * @param {string} typed
 * @returns {string | null} null: not yet a number of that region
 */
export function toE164(code, typed) {
  const at = regionOf(code);
  const number = nationalNumber(at, typed);
  return fits(at, number) ? `+${at.calling}${number}` : null;
}

/**
 * What is still wrong with a typed number.
 * @param {string} code of a region
 * @param {string} typed
 * @returns {Problem | null}
 */
export function checkPhone(code, typed) {
  const at = regionOf(code);
  const number = nationalNumber(at, typed);
  const [least, most] = at.digits;
  if (!/^\d*$/.test(number)) return { key: 'phone.only_digits', params: {} };
  if (number.length < least) {
    return { key: 'phone.too_short', params: { count: least - number.length, total: least } };
  }
  if (number.length > most) {
    return { key: 'phone.too_long', params: { count: number.length - most, total: most } };
  }
  return fits(at, number) ? null : { key: 'phone.not_mobile', params: {} };
}

/** @param {string} code falls back to mainland China */
export function regionOf(code) {
  return regions.find((one) => one.code === code) ?? /** @type {Region} */ (regions[0]);
}

/**
 * @param {Region} at
 * @param {string} typed
 */
function nationalNumber(at, typed) {
  const plain = typed.normalize('NFKC').replace(/[\s().\-–]/g, '');
  const international = plain.replace(/^00/, '+');
  if (international.startsWith(`+${at.calling}`)) {
    return international.slice(at.calling.length + 1).replace(/^0/, '');
  }
  return plain.replace(/^0/, '');
}

/**
 * @param {Region} at
 * @param {string} number
 */
function fits(at, number) {
  const [least, most] = at.digits;
  if (!/^\d+$/.test(number) || number.length < least || number.length > most) return false;
  return at.code !== 'CN' || /^1[3-9]/.test(number);
}

/**
 * @param {string} code
 * @param {string} calling
 * @param {string} zh
 * @param {string} en
 * @param {number} least
 * @param {number} most
 * @returns {Region}
 */
function region(code, calling, zh, en, least, most) {
  return { code, calling, name: { zh, en }, digits: [least, most] };
}
