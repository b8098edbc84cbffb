import { continuesAlmost, fold, isHan } from './search-text.js';

/** @typedef {import('./hospitals.js').Hospital} Hospital */

/**
 * What is searched of one hospital, all folded. `stem` is where a name goes on after its city:
 * people call 上海和睦家医院 和睦家.
 * @typedef {{
 *   name: string, stem: number,
 *   english: string, englishStem: number,
 *   pinyin: string, syllables: number[], initials: string,
 *   city: string[], place: string, offers: string,
 * }} Entry
 *   english, place and offers begin with a space, as does each of their words; pinyin has none,
 *   and `syllables` says where its syllables begin; city: in characters, in English, its code
 */

/**
 * The names that rows refer to by code, folded: in characters and in English.
 * @typedef {Map<string, string[]>} Vocabulary
 */

/** @param {import('./hospitals.js').Directory} directory @returns {Vocabulary} */
export function vocabularyOf({ cities, departments, services }) {
  const named = [...cities, ...departments, ...services];
  return new Map(named.map(({ code, name }) => [code, [fold(name.zh), fold(name.en)]]));
}

/**
 * @param {Hospital} hospital
 * @param {Vocabulary} vocabulary
 * @returns {Entry}
 */
export function entryOf(hospital, vocabulary) {
  const city = [...(vocabulary.get(hospital.city) ?? []), hospital.city];
  const [cityName = '', cityEnglish = ''] = city;
  const name = fold(hospital.name.zh).replaceAll(' ', '');
  const english = ` ${fold(hospital.name.en)}`;
  const syllables = hospital.pinyin.toLowerCase().split(' ');
  const { district } = hospital;
  const offers = [...hospital.departments, ...hospital.services];
  return {
    name,
    stem: after(name, cityName),
    english,
    englishStem: after(english, ` ${cityEnglish}`),
    pinyin: syllables.join(''),
    syllables: startsOf(syllables),
    initials: hospital.initials.toLowerCase(),
    city,
    place: words(district ? [...city, fold(district.zh), fold(district.en)] : city),
    offers: words(offers.flatMap((code) => vocabulary.get(code) ?? [])),
  };
}

/**
 * How well a typed word fits a hospital. The beginning of the name counts most, then the
 * beginning after its city, then the middle, then where it lies, then what it offers; of two
 * alike the shorter name.
 * @param {Entry} entry
 * @param {string} word folded, of one script
 * @returns {number} 0: not at all; 100 at most
 */
export function fitOf(entry, word) {
  if (entry.city.includes(word)) return 95;
  const ofName = isHan(word) ? fitOfCharacters(entry, word) : fitOfLetters(entry, word);
  if (ofName > 0) return ofName;
  const opening = isHan(word) ? word : ` ${word}`;
  if (entry.place.includes(opening)) return 40;
  return entry.offers.includes(opening) ? 20 : 0;
}

/** @param {Entry} entry @param {string} word */
function fitOfCharacters({ name, stem }, word) {
  const at = name.indexOf(word);
  return at < 0 ? 0 : rank(at, stem) + share(word, name);
}

/** @param {Entry} entry @param {string} word */
function fitOfLetters(entry, word) {
  const { name, english, englishStem, initials, stem } = entry;
  const inEnglish = english.indexOf(` ${word}`);
  const inInitials = word.length > 1 ? initials.indexOf(word) : -1;
  const sounds = soundsAt(entry, word);
  return Math.max(
    inEnglish < 0 ? 0 : rank(inEnglish, englishStem) + share(word, english),
    sounds < 0 ? 0 : rank(sounds, stem) + share(word, entry.pinyin),
    inInitials < 0 ? 0 : rank(inInitials, stem) - 8 + share(word, initials),
    name.includes(word) ? 60 : 0,
  );
}

/**
 * The syllable from which on a name sounds as typed; −1: nowhere.
 * @param {Entry} entry
 * @param {string} word
 */
function soundsAt({ pinyin, syllables }, word) {
  for (let at = pinyin.indexOf(word); at >= 0; at = pinyin.indexOf(word, at + 1)) {
    const syllable = syllables.indexOf(at);
    if (syllable >= 0) return syllable;
  }
  return -1;
}

/**
 * Whether a name sounds as typed, or has such an English word, but for one slip.
 * @param {Entry} entry
 * @param {string} word
 */
export function fitsAlmost({ pinyin, syllables, english }, word) {
  if (syllables.some((at) => continuesAlmost(word, pinyin, at))) return true;
  for (let at = english.indexOf(' '); at >= 0; at = english.indexOf(' ', at + 1)) {
    if (continuesAlmost(word, english, at + 1)) return true;
  }
  return false;
}

/** @param {number} at @param {number} stem */
function rank(at, stem) {
  if (at === 0) return 90;
  return at === stem ? 85 : 55;
}

/** @param {string} word @param {string} whole */
function share(word, whole) {
  return (5 * word.length) / whole.length;
}

/** Where a text goes on after a part of it; 0 when it hasn't that part. */
function after(/** @type {string} */ text, /** @type {string} */ part) {
  const at = part.trim() ? text.indexOf(part) : -1;
  return at < 0 ? 0 : at + part.length;
}

/** @param {string[]} syllables */
function startsOf(syllables) {
  let at = 0;
  return syllables.map((syllable) => {
    at += syllable.length;
    return at - syllable.length;
  });
}

/** @param {string[]} parts */
function words(parts) {
  return ` ${parts.join(' ')}`;
}
