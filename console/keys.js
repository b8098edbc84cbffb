// Shortcuts: what carries data-key is pressed by that key, unless somebody is typing.

const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select';

/** @param {Document} page */
export function listenToKeys(page) {
  page.addEventListener('keydown', (event) => {
    const at = event.target instanceof Element ? event.target : page.body;
    if (event.ctrlKey || event.metaKey || event.altKey || at.matches(TYPING)) return;
    // On a button or link Enter means that one.
    if (event.key === 'Enter' && at.closest('a, button')) return;
    const target = pressedBy(page, event.key);
    if (!target) return;
    event.preventDefault();
    target instanceof HTMLInputElement ? target.focus() : target.click();
  });
}

/**
 * @param {Document} page
 * @param {string} key
 * @returns {HTMLElement | undefined} what this key presses, of what is on the screen
 */
function pressedBy(page, key) {
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  const all = page.querySelectorAll(`[data-key="${CSS.escape(wanted)}"]`);
  return [...all].filter((each) => each instanceof HTMLElement).find(isVisible);
}

/** @param {HTMLElement} element */
function isVisible(element) {
  return element.getClientRects().length > 0;
}
