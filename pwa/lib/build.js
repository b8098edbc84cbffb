/** The build that this page was made with: the server's and the static files' answers name it. */
export const build = document.documentElement.dataset.build ?? '';

/** The version that people see. */
export const version = document.documentElement.dataset.version ?? '';
