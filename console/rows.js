// A list with a side panel: J and K move, a click chooses; the panel of the chosen row is shown.

/** @param {Document} page */
export function followRows(page) {
  const rows = [...page.querySelectorAll('[data-row]')].filter((row) => row instanceof HTMLElement);
  if (rows.length === 0) return;
  for (const row of rows) row.addEventListener('click', () => choose(page, rows, row));
  page.addEventListener('keydown', (event) => {
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    const typing =
      event.target instanceof Element && event.target.matches('input, textarea, select');
    if (!step || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.findIndex((row) => row.hasAttribute('aria-current'));
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (next) choose(page, rows, next);
  });
}

/**
 * @param {Document} page
 * @param {HTMLElement[]} rows
 * @param {HTMLElement} chosen
 */
function choose(page, rows, chosen) {
  for (const row of rows) row.removeAttribute('aria-current');
  chosen.setAttribute('aria-current', 'true');
  chosen.scrollIntoView({ block: 'nearest' });
  for (const panel of page.querySelectorAll('[data-panel]')) {
    panel.toggleAttribute('hidden', panel.getAttribute('data-panel') !== chosen.dataset.row);
  }
}
