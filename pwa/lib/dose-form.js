import { tidy } from './typed.js';

/** @typedef {import('./rows.js').Problem} Problem */
/** @typedef {import('./rows.js').Vaccination} Vaccination */
/** @typedef {import('./outbox.js').Entry} Entry */
/**
 * A dose while it is filled in. `vaccine_id` other: with a name; `reaction` a code or own words;
 * `isNew`: not recorded yet; `drop_photo`: the one that is recorded is to go.
 * @typedef {{vaccine_id: string, name: string, dose: number | null, given_on: string,
 *   place: string, batch: string, reaction: string, note: string, isNew: boolean,
 *   drop_photo: boolean}} DoseForm
 */

/** A vaccine that the book doesn't know. */
export const OTHER = 'other';
/** What may be chosen; anything else is in the family's own words. */
export const REACTIONS = /** @type {const} */ (['none', 'swelling', 'fever']);

/** @type {DoseForm} */
export const BLANK_DOSE = {
  vaccine_id: '',
  name: '',
  dose: null,
  given_on: '',
  place: '',
  batch: '',
  reaction: '',
  note: '',
  isNew: true,
  drop_photo: false,
};

/**
 * What a dose still lacks, by the path that the server names it by.
 * @param {DoseForm} form
 * @param {string} birthday ISO date
 * @param {string} today ISO date in China
 * @returns {{field: string, problem: Problem}[]}
 */
export function doseToMend({ vaccine_id, name, given_on }, birthday, today) {
  /** @type {[boolean, string, string][]} */
  const checks = [
    [!vaccine_id, 'dose.vaccine_id', 'vaccine_missing'],
    [vaccine_id === OTHER && !tidy(name), 'dose.name', 'name_missing'],
    [!given_on, 'dose.given_on', 'day_missing'],
    [given_on > today, 'dose.given_on', 'day_future'],
    [given_on !== '' && given_on < birthday, 'dose.given_on', 'day_early'],
  ];
  return checks
    .filter(([isWrong]) => isWrong)
    .map(([, field, key]) => ({ field, problem: { key: `doses.problem.${key}`, params: {} } }));
}

/**
 * What the commands say of a dose.
 * @param {string} id
 * @param {DoseForm} form
 */
export function doseArgs(id, form) {
  const { vaccine_id, dose, given_on } = form;
  const said = Object.entries({
    name: vaccine_id === OTHER ? tidy(form.name) : '',
    batch: tidy(form.batch),
    place: tidy(form.place),
    reaction: form.reaction.trim(),
    note: form.note.trim(),
  }).filter(([, text]) => text);
  return { id, vaccine_id, ...(dose ? { dose } : {}), given_on, ...Object.fromEntries(said) };
}

/**
 * A recorded dose, to correct it.
 * @param {Vaccination} row
 * @returns {DoseForm}
 */
export function doseFormOf(row) {
  const { vaccine_id, name, dose, given_on, place, batch, reaction, note } = row;
  const form = { vaccine_id, name, dose, given_on, place, batch, reaction, note };
  return { ...BLANK_DOSE, ...form, isNew: false };
}

/**
 * What the outbox's entries make of the recorded doses, by command.
 * @type {[string, string, (rows: Vaccination[], entry: Entry) => Vaccination[]][]}
 */
export const doseOverlays = [
  ['vaccinations.record', 'vaccinations', withDose],
  ['vaccinations.correct', 'vaccinations', withCorrection],
  ['vaccinations.remove', 'vaccinations', withoutDose],
];

const UNSAID = { name: '', dose: null, batch: '', place: '', reaction: '', note: '' };

/**
 * @param {Vaccination[]} rows
 * @param {Entry} entry
 */
function withDose(rows, { args, policy_id, made_at }) {
  const dose = /** @type {any} */ (args.dose);
  if (rows.some(({ id }) => id === dose.id)) return rows;
  const made = { upload_id: null, added_by: '', created_at: made_at, policy_id };
  return [...rows, { ...UNSAID, ...dose, ...made }];
}

/**
 * @param {Vaccination[]} rows
 * @param {Entry} entry
 */
function withCorrection(rows, { args, state }) {
  const dose = /** @type {any} */ (args.dose);
  if (state === 'needs_you') return rows;
  return rows.map((row) => (row.id === dose.id ? { ...row, ...UNSAID, ...dose } : row));
}

/**
 * @param {Vaccination[]} rows
 * @param {Entry} entry
 */
function withoutDose(rows, { args, state }) {
  return state === 'needs_you' ? rows : rows.filter(({ id }) => id !== args.dose_id);
}
