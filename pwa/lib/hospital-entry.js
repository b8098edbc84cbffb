import { continuesAlmost, fold, isHan } from './search-text.js';

/** @typedef {import('./hospitals.js').Hospital} Hospital */

const SLIP = 0.6;

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
 * @typedef {Record<'cities' | 'departments' | 'services', Map<string, string[]>>} Vocabulary
 */

/** @param {import('./hospitals.js').Directory} directory @returns {Vocabulary} */
export function vocabularyOf({ cities, departments, services }) {
  return { cities: folded(cities), departments: folded(departments), services: folded(services) };
}

/** @param {import('./hospitals.js').Named[]} named */
function folded(named) {
  return new Map(named.map(({ code, name }) => [code, [fold(name.zh), fold(name.en)]]));
}

/**
 * @param {Hospital} hospital
 * @param {Vocabulary} vocabulary
 * @returns {Entry}
 */
export function entryOf(hospital, vocabulary) {
  const city = [...(vocabulary.cities.get(hospital.city) ?? []), hospital.city];
  const [cityName = '', cityEnglish = ''] = city;
  const name = fold(hospital.name.zh).replaceAll(' ', '');
  const english = ` ${fold(hospital.name.en)}`;
  const syllables = hospital.pinyin.toLowerCase().split(' ');
  const { district } = hospital;
  const departments = namesOf(hospital.departments, vocabulary.departments);
  const services = namesOf(hospital.services, vocabulary.services);
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
    offers: words([...departments, ...services]),
  };
}

/**
 * A typed word as thousands of rows are asked for it: what depends on the word alone is worked
 * out once. `opening`: as it begins a word of a text in which each has a space before it.
 * @typedef {{word: string, opening: string, isHan: boolean}} Asked
 */

/** @param {string} word folded, of one script @returns {Asked} */
export function asked(word) {
  const isOfHan = isHan(word);
  return { word, opening: isOfHan ? word : ` ${word}`, isHan: isOfHan };
}

/**
 * How well a typed word fits a hospital. The beginning of the name counts most, then the
 * beginning after its city, then the middle, then where it lies, then what it offers; of two
 * alike the shorter name.
 * @param {Entry} entry
 * @param {Asked} asked
 * @returns {number} 0: not at all; 100 at most
 */
export function fitOf(entry, asked) {
  const { word, opening } = asked;
  if (entry.city.includes(word)) return 95;
  const ofName = asked.isHan ? fitOfCharacters(entry, word) : fitOfLetters(entry, asked);
  if (ofName > 0) return ofName;
  if (entry.place.includes(opening)) return 40;
  return entry.offers.includes(opening) ? 20 : 0;
}

/** @param {Entry} entry @param {string} word */
function fitOfCharacters({ name, stem }, word) {
  const at = name.indexOf(word);
  return at < 0 ? 0 : rank(at, stem) + share(word, name);
}

/** @param {Entry} entry @param {Asked} asked */
function fitOfLetters(entry, { word, opening }) {
  const { name, english, englishStem, initials, stem } = entry;
  const inEnglish = english.indexOf(opening);
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
 * How well a word with one slip in it fits a name's sound or an English word of it.
 * @param {Entry} entry
 * @param {Asked} asked
 * @returns {number} 0: not at all; less than the word without a slip
 */
export function fitOfSlip({ pinyin, syllables, stem, english, englishStem }, { word }) {
  for (let syllable = 0; syllable < syllables.length; syllable += 1) {
    if (!continuesAlmost(word, pinyin, syllables[syllable] ?? 0)) continue;
    return SLIP * (rank(syllable, stem) + share(word, pinyin));
  }
  for (let at = 0; at >= 0; at = english.indexOf(' ', at + 1)) {
    if (!continuesAlmost(word, english, at + 1)) continue;
    return SLIP * (rank(at, englishStem) + share(word, english));
  }
  return 0;
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

/** @param {string[]} codes @param {Map<string, string[]>} vocabulary */
function namesOf(codes, vocabulary) {
  return codes.flatMap((code) => vocabulary.get(code) ?? []);
}

/** @param {string[]} parts */
function words(parts) {
  return ` ${parts.join(' ')}`;
}
