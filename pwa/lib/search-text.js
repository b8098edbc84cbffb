/** A run of Han characters, or of Latin letters and digits: what a query and a name are made of. */
const RUN = /\p{Script=Han}+|[^\p{Script=Han}\s]+/gu;
const HAN = /\p{Script=Han}/u;

/**
 * A text as it is compared: full-width narrowed, without accents and apostrophes, in small
 * letters, with a space for every other mark.
 * @param {string} text
 */
export function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}'’‘]/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The words of a folded text, parted at spaces and where the script changes.
 * @param {string} folded
 */
export function runsOf(folded) {
  return folded.match(RUN) ?? [];
}

/** @param {string} text */
export function isHan(text) {
  return HAN.test(text);
}

/**
 * What an index keeps of a text: Latin words whole, Han characters alone and in pairs.
 * @param {string} text
 * @returns {string[]}
 */
export function tokens(text) {
  return runsOf(fold(text)).flatMap((run) => (isHan(run) ? charactersAndPairs([...run]) : [run]));
}

/**
 * Whether a text goes on as typed but for one slip: a letter wrong, missing, too many, or two in
 * the wrong order. The first letter has to be right.
 * @param {string} typed
 * @param {string} text
 * @param {number} from where in the text
 */
export function continuesAlmost(typed, text, from) {
  let same = 0;
  while (same < typed.length && typed[same] === text[from + same]) same += 1;
  if (same === typed.length) return true;
  if (same === 0) return false;
  const at = from + same;
  const rest = typed.slice(same + 1);
  return (
    text.startsWith(rest, at + 1) ||
    text.startsWith(rest, at) ||
    text.startsWith(typed.slice(same), at + 1) ||
    (typed[same] === text[at + 1] &&
      typed[same + 1] === text[at] &&
      text.startsWith(typed.slice(same + 2), at + 2))
  );
}

/** @param {string[]} characters */
function charactersAndPairs(characters) {
  return characters.flatMap((character, place) => {
    const next = characters[place + 1];
    return next ? [character, character + next] : [character];
  });
}
