import { tidyParagraph } from './typed.js';

/** @typedef {import('./complaints.js').ComplaintForm} ComplaintForm */
/** @typedef {import('./rows.js').Problem} Problem */
/** @typedef {{id: string, kind: string, name: string, size: number}} KeptPhoto */

export const TOPICS = /** @type {const} */ ([
  'reception',
  'claim',
  'payment',
  'appointment',
  'service',
  'other',
]);
export const MOST_PHOTOS = 9;
export const MOST_TEXT = 2000;
export const MOST_WISH = 200;
export const MOST_REASON = 1000;
/** What a kept photo of a complaint is called. */
export const PHOTO_KIND = 'complaint';

/** @type {ComplaintForm} */
export const BLANK_COMPLAINT = {
  topic: '',
  text: '',
  wish: '',
  call_back: false,
  visit_id: null,
};

/**
 * What a complaint still lacks, in the order of the page, by the path that the server names it by.
 * @param {ComplaintForm} form
 * @param {number} photos how many
 * @returns {{field: string, problem: Problem}[]}
 */
export function complaintToMend({ topic, text, wish }, photos) {
  return [
    ...(topic ? [] : [mend('topic', 'topic_missing')]),
    ...lengthToMend('text', text, MOST_TEXT),
    ...(tidyParagraph(wish) ? lengthToMend('wish', wish, MOST_WISH) : []),
    ...(photos > MOST_PHOTOS
      ? [mend('papers', 'too_many', { most: MOST_PHOTOS, count: photos - MOST_PHOTOS })]
      : []),
  ];
}

/**
 * What is wrong with the reason for a second look.
 * @param {string} reason
 * @returns {{field: string, problem: Problem}[]}
 */
export function reasonToMend(reason) {
  return lengthToMend('reason', reason, MOST_REASON);
}

/**
 * What `complaints.open` says of a form in which nothing is left to mend.
 * @param {string} id of the complaint
 * @param {ComplaintForm} form
 * @param {KeptPhoto[]} photos
 * @returns {Record<string, any>}
 */
export function openArgs(id, { topic, text, wish, call_back, visit_id }, photos) {
  return {
    id,
    topic,
    text: tidyParagraph(text),
    ...(tidyParagraph(wish) ? { wish: tidyParagraph(wish) } : {}),
    ...(call_back ? { call_back } : {}),
    ...(visit_id ? { visit_id } : {}),
    ...(photos.length > 0 ? { papers: photos.map(paperArgs) } : {}),
  };
}

/**
 * The form that a complaint was sent with, to mend it.
 * @param {Record<string, any>} args of `complaints.open`
 * @returns {ComplaintForm}
 */
export function formOf({ topic, text, wish = '', call_back = false, visit_id = null }) {
  return { topic, text, wish, call_back, visit_id };
}

/**
 * The first words of what was written, in one line.
 * @param {string} text
 * @param {number} [most] characters
 */
export function beginning(text, most = 30) {
  const characters = [...text.trim().replace(/\s+/g, ' ')];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most).join('')}…`;
}

/** A camera's file names say nothing. @param {KeptPhoto} photo */
function paperArgs({ id, name, size }) {
  return name.startsWith(`${PHOTO_KIND}.`) ? { id, size } : { id, filename: name, size };
}

/**
 * @param {string} field
 * @param {string} text
 * @param {number} most characters
 * @returns {{field: string, problem: Problem}[]}
 */
function lengthToMend(field, text, most) {
  const { length } = [...tidyParagraph(text)];
  if (length === 0) return [mend(field, `${field}_missing`)];
  return length > most ? [mend(field, 'too_long', { count: length - most })] : [];
}

/**
 * @param {string} field
 * @param {string} name
 * @param {Record<string, string | number>} [params]
 */
function mend(field, name, params = {}) {
  return { field, problem: { key: `complaints.problem.${name}`, params } };
}
