// The table of expenses: a new empty row appears as soon as the last one is filled in.

/** @param {Document} page */
export function growItems(page) {
  const form = page.querySelector('[data-items]');
  form?.addEventListener('input', () => {
    const rows = [...form.querySelectorAll('[data-item]')];
    const last = rows.at(-1);
    if (!last || !isFilled(last)) return;
    const row = last.cloneNode(true);
    if (!(row instanceof Element)) return;
    for (const field of row.querySelectorAll('input')) field.value = '';
    for (const field of row.querySelectorAll('[aria-label], legend')) renumber(field, rows.length);
    for (const wrong of row.querySelectorAll('.dk-f__bad')) wrong.remove();
    last.after(row);
  });
}

/** @param {Element} row */
function isFilled(row) {
  return [...row.querySelectorAll('input')].some((field) => field.value.trim() !== '');
}

/**
 * @param {Element} field
 * @param {number} before how many rows stand before this one
 */
function renumber(field, before) {
  field.removeAttribute('aria-invalid');
  const label = field.getAttribute('aria-label');
  if (label) field.setAttribute('aria-label', label.replace(/^第\d+项/, `第${before + 1}项`));
  else field.textContent = `第${before + 1}项`;
}
