import MiniSearch from 'minisearch';
import { asked, entryOf, fitOf, fitOfSlip, vocabularyOf } from './hospital-entry.js';
import { fold, isHan, runsOf, tokens } from './search-text.js';

/** @typedef {import('./hospitals.js').Directory} Directory */
/** @typedef {import('./hospitals.js').Hospital} Hospital */
/** @typedef {import('./hospital-entry.js').Entry} Entry */
/** @typedef {import('./hospital-entry.js').Asked} Asked */
/** @typedef {{hospitals: Hospital[], isClose: boolean}} Found isClose: nothing fits all that was typed */

/** Below this share of the best, a similar name isn't similar. */
const SIMILAR = 0.6;
/** A slip in a shorter word could be any word. */
const SLIP_FROM = 5;

/**
 * Searches one directory. What is typed as it is written is found by going through the rows:
 * over 3,000 of them that takes less than asking an index, and knows where in a name it was. Only
 * words that are found nowhere go to minisearch, whose index is filled a few rows at a time.
 */
export class HospitalSearch {
  /** @param {Directory} directory */
  constructor(directory) {
    this.directory = directory;
    /** @type {Entry[]} */
    this.entries = [];
    this.indexed = 0;
    this.index = new MiniSearch({
      fields: ['name', 'english', 'place'],
      tokenize: tokens,
      processTerm: (term) => term,
      searchOptions: {
        prefix: (term) => !isHan(term),
        fuzzy: (term) => (mayHaveSlip(term) ? 1 : false),
        boost: { name: 2 },
      },
    });
    this.vocabulary = vocabularyOf(directory);
  }

  /**
   * Makes ready a few rows more, so that no step takes long.
   * @param {number} count
   * @returns {boolean} whether all is ready
   */
  prepare(count) {
    if (this.entries.length < this.directory.hospitals.length) {
      this.readRows(this.entries.length + count * 4);
      return false;
    }
    const rows = this.directory.hospitals.slice(this.indexed, this.indexed + count);
    this.index.addAll(rows.map((row, place) => this.documentOf(row, this.indexed + place)));
    this.indexed += rows.length;
    return this.isReady;
  }

  get isReady() {
    return this.indexed >= this.directory.hospitals.length;
  }

  /**
   * The hospitals that fit, the best first.
   * @param {string} query as typed
   * @returns {Found | null} null: nothing was asked
   */
  find(query) {
    const words = runsOf(fold(query));
    if (words.length === 0) return null;
    this.readRows(this.directory.hospitals.length);
    const readings = this.readingsOf(words);
    const exact = this.ranked(bestOf(readings.map((reading) => reading.map(asked))));
    if (exact.length > 0) return { hospitals: exact, isClose: false };
    for (const reading of readings) {
      const close = this.closest(reading);
      if (close.length > 0) return { hospitals: close, isClose: true };
    }
    return { hospitals: [], isClose: true };
  }

  /**
   * What may have been meant: the words, a city parted from a name written together with it; and
   * Latin words as the syllables of one.
   * @param {string[]} words
   */
  readingsOf(words) {
    const parted = words.flatMap((word) => this.withoutCity(word));
    const isSpelt = words.length > 1 && !words.some(isHan);
    const readings = [parted, ...(parted.length > words.length ? [words] : [])];
    return isSpelt ? [...readings, [words.join('')]] : readings;
  }

  /** @param {string} word */
  withoutCity(word) {
    const { cities } = this.directory;
    const names = cities.map(({ code, name }) => (isHan(word) ? fold(name.zh) : code));
    const city = names.find((name) => word.startsWith(name) && word.length > name.length);
    return city ? [city, word.slice(city.length)] : [word];
  }

  /**
   * When no row fits all words: those that fit most of them, with what looks or sounds similar
   * for words that are nowhere (a single word is, or it wouldn't be looked for here).
   * @param {string[]} words
   */
  closest(words) {
    const fits = words.map(asked).map((word) => {
      const isKnown = words.length > 1 && this.entries.some((entry) => fitOf(entry, word) > 0);
      return isKnown ? (/** @type {Entry} */ entry) => fitOf(entry, word) : this.similarTo(word);
    });
    const sums = this.entries.map((entry, place) =>
      fits.reduce((sum, fit) => sum + fit(entry, place), 0),
    );
    const least = Math.max(...sums) * SIMILAR;
    return this.ranked((_, place) => {
      const sum = sums[place] ?? 0;
      return sum >= least ? sum : 0;
    });
  }

  /**
   * @param {Asked} asked a word that is found nowhere
   * @returns {(entry: Entry, place: number) => number}
   */
  similarTo(asked) {
    const results = this.isReady ? this.index.search(asked.word) : [];
    const top = results[0]?.score ?? 1;
    const similar = new Map(results.map(({ id, score }) => [id, (50 * score) / top]));
    const hasSlip = mayHaveSlip(asked.word);
    return (entry, place) =>
      Math.max(similar.get(place) ?? 0, hasSlip ? fitOfSlip(entry, asked) : 0);
  }

  /**
   * @param {(entry: Entry, place: number) => number} fit
   * @returns {Hospital[]} those that fit at all, the best first, alike ones in list order
   */
  ranked(fit) {
    /** @type {{hospital: Hospital, fit: number}[]} */
    const found = [];
    for (const [place, hospital] of this.directory.hospitals.entries()) {
      const entry = this.entries[place];
      const value = entry ? fit(entry, place) : 0;
      if (value > 0) found.push({ hospital, fit: value });
    }
    return found.sort((one, other) => other.fit - one.fit).map(({ hospital }) => hospital);
  }

  /** @param {number} upTo */
  readRows(upTo) {
    const rows = this.directory.hospitals.slice(this.entries.length, upTo);
    for (const row of rows) this.entries.push(entryOf(row, this.vocabulary));
  }

  /** @param {Hospital} hospital @param {number} place */
  documentOf({ name }, place) {
    return { id: place, name: name.zh, english: name.en, place: this.entries[place]?.place ?? '' };
  }
}

/** @param {string} word */
function mayHaveSlip(word) {
  return !isHan(word) && word.length >= SLIP_FROM;
}

/**
 * How well a row fits the reading that it fits best.
 * @param {Asked[][]} readings
 * @returns {(entry: Entry) => number}
 */
function bestOf(readings) {
  return (entry) => {
    let best = 0;
    for (const words of readings) best = Math.max(best, fitAll(entry, words));
    return best;
  };
}

/** @param {Entry} entry @param {Asked[]} words */
function fitAll(entry, words) {
  let sum = 0;
  for (const word of words) {
    const fit = fitOf(entry, word);
    if (fit === 0) return 0;
    sum += fit;
  }
  return sum / words.length;
}
