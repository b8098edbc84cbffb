// Small switches: show a password, open what a button opens, put a template's words in a field.

/** @param {Document} page */
export function listenToSwitches(page) {
  // What is wrong with a form that is shown again may be far down.
  page.querySelector('.dk-f--bad, [aria-invalid]')?.scrollIntoView({ block: 'center' });
  page.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset.shows) show(page, button, button.dataset.shows);
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link?.dataset.unfolds) unfold(page, link.dataset.unfolds);
    if (button?.dataset.opens) open(page, button, button.dataset.opens);
    if (button?.dataset.fills) fill(page, button.dataset.fills, button.dataset.words ?? '');
  });
}

/**
 * @param {Document} page
 * @param {HTMLButtonElement} button
 * @param {string} id of a password's field
 */
function show(page, button, id) {
  const field = page.getElementById(id);
  if (!(field instanceof HTMLInputElement)) return;
  const shown = field.type === 'password';
  field.type = shown ? 'text' : 'password';
  button.setAttribute('aria-pressed', String(shown));
  field.focus();
}

/**
 * @param {Document} page
 * @param {HTMLButtonElement} button
 * @param {string} id of what is opened, or closed again
 */
function open(page, button, id) {
  const target = page.getElementById(id);
  if (!target) return;
  target.toggleAttribute('hidden');
  button.setAttribute('aria-expanded', String(!target.hidden));
  const first = target.querySelector('input:not([type=hidden]), select, textarea');
  if (!target.hidden && first instanceof HTMLElement) first.focus();
}

/**
 * @param {Document} page
 * @param {string} id of the details that a link leads to
 */
function unfold(page, id) {
  const target = page.getElementById(id);
  if (target instanceof HTMLDetailsElement) target.open = true;
}

/**
 * Puts words behind what somebody has typed already.
 * @param {Document} page
 * @param {string} id of a field
 * @param {string} words
 */
function fill(page, id, words) {
  const field = page.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const typed = field.value.trimEnd();
  field.value = typed ? `${typed}\n\n${words}` : words;
  field.focus();
}
