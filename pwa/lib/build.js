/** The page says it of itself; the worker has no page. */
const about = globalThis.document?.documentElement.dataset ?? {};

/** The build that this page was made with: the server's and the static files' answers name it. */
export const build = about.build ?? '';

/** The version that people see. */
export const version = about.version ?? '';
