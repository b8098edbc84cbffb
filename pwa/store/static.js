import { signal } from '@preact/signals';

/** @typedef {import('../lib/hospitals.js').Directory} Directory */
/** @typedef {import('../lib/rows.js').Plan} Plan */
/** @typedef {import('../lib/rows.js').Operator} Operator */
/** @typedef {import('../lib/rows.js').Consents} Consents */
/** @typedef {import('../lib/notices.js').Notices} Notices */

const unknown = { zh: '', en: '' };

/** Plans by code; empty until the file has been read. */
export const plans = signal(/** @type {Record<string, Plan>} */ ({}));
/** Who to call; blank until the file has been read. */
export const operator = signal(
  /** @type {Operator} */ ({
    name: unknown,
    hotline: '',
    hotline_hours: unknown,
    claims_email: '',
  }),
);
/** The current consent texts; null until the file has been read. */
export const consents = signal(/** @type {Consents | null} */ (null));

/** The directory, the vaccines and the notices; null until a page wanted them and they were read. */
export const hospitals = signal(/** @type {Directory | null} */ (null));
export const vaccines = signal(
  /** @type {import('../lib/vaccines.js').VaccineBook | null} */ (null),
);
export const notices = signal(/** @type {Notices | null} */ (null));

/** Large files that aren't on this phone yet and could not be had. */
export const absent = signal(/** @type {ReadonlySet<string>} */ (new Set()));

/** @typedef {keyof typeof large} LargeFile */

/** The large files, which are read when a page wants them for the first time. */
const large = { hospitals, vaccines, notices };
/** The first picture asks before anybody serves it. @type {Set<LargeFile>} */
const waiting = new Set();
/** @type {(name: LargeFile) => void} */
let onWanted = (name) => void waiting.add(name);

/** @param {(name: LargeFile) => void} read reads a file and hands it to `takeStatic` */
export function serveWanted(read) {
  onWanted = read;
  for (const name of waiting) read(name);
}

/**
 * Asks for a large file, unless it is there: a page calls it when it opens.
 * @param {LargeFile} name
 */
export function want(name) {
  if (!large[name].peek()) onWanted(name);
}

/**
 * Takes a static data file that main.jsx had read.
 * @param {string} name
 * @param {any} content
 */
export function takeStatic(name, content) {
  if (name === 'plans') plans.value = content.plans;
  if (name === 'operator') operator.value = content;
  if (name === 'consents') consents.value = content;
  if (name in large) large[/** @type {LargeFile} */ (name)].value = content;
}
