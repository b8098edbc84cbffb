/** @typedef {import('./vaccines.js').Vaccine} Vaccine */

/**
 * The vaccines that every word of a query is found in: name, abbreviation, disease, pinyin or its
 * initials. Those that begin with the query come first.
 * @param {Vaccine[]} vaccines
 * @param {string} query as typed
 * @returns {Vaccine[]} none for an empty query
 */
export function findVaccines(vaccines, query) {
  const words = query.toLowerCase().split(/\s+/).map(folded).filter(Boolean);
  const first = words[0];
  if (first === undefined) return [];
  const found = vaccines.filter(({ search }) => words.every((word) => search.includes(word)));
  const begins = (/** @type {Vaccine} */ { search }) => `|${search}`.includes(`|${first}`);
  return [...found.filter(begins), ...found.filter((vaccine) => !begins(vaccine))];
}

/** @param {string} word letters and digits, as the pipeline wrote them */
function folded(word) {
  return word.replace(/[^\p{L}\p{N}]/gu, '');
}
