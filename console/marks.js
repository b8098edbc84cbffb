// Marking a place on a photo and asking for a retake; marks are shares of the photo, from 0 to 1.

/** @typedef {{x: number, y: number, w: number, h: number}} Mark */

/** @param {Document} page */
export function drawMarks(page) {
  for (const box of page.querySelectorAll('[data-mark]')) {
    const [x, y, w, h] = (box.getAttribute('data-mark') ?? '').split(' ').map(Number);
    if (box instanceof HTMLElement) place(box, { x: x ?? 0, y: y ?? 0, w: w ?? 0, h: h ?? 0 });
  }
}

/** @param {Document} page */
export function listenToMarks(page) {
  const form = page.querySelector('[data-retake]');
  const stage = page.querySelector('[data-stage]');
  const button = page.querySelector('[data-marks]');
  if (!(form instanceof HTMLFormElement) || !(stage instanceof HTMLElement)) return;
  const others = page.querySelectorAll('[data-decide]');

  /** @param {boolean} isOpen */
  function open(isOpen) {
    form?.toggleAttribute('hidden', !isOpen);
    for (const each of others) each.toggleAttribute('hidden', isOpen);
    stage?.classList.toggle('dk-v__c--marking', isOpen);
    button?.setAttribute('aria-pressed', String(isOpen));
    if (isOpen) name(page);
    else forget(page);
  }

  page.addEventListener('click', (event) => {
    const target = event.target instanceof Element ? event.target.closest('button') : null;
    if (target?.hasAttribute('data-retake-open') || target === button) {
      open(Boolean(form?.hasAttribute('hidden')));
      const note = form?.querySelector('textarea');
      if (!form?.hasAttribute('hidden') && target !== button) note?.focus();
    }
    if (target?.hasAttribute('data-retake-close')) open(false);
  });
  page.addEventListener('shown', () => {
    forget(page);
    name(page);
  });
  page.querySelector('[data-place]')?.addEventListener('change', () => forget(page));
  stage.addEventListener('pointerdown', (event) => {
    if (!form.hasAttribute('hidden')) drag(page, event);
  });
  if (form.querySelector('.dk-f--bad')) open(true);
}

/**
 * Follows a drag over a photo and keeps the place it goes round.
 * @param {Document} page
 * @param {PointerEvent} event
 */
function drag(page, event) {
  const sheet = event.target instanceof Element ? event.target.closest('[data-sheet]') : null;
  if (!(sheet instanceof HTMLElement)) return;
  event.preventDefault();
  forget(page);
  const box = page.createElement('span');
  box.className = 'dk-mark-box';
  box.dataset.drawn = '';
  sheet.append(box);
  const from = pointOn(sheet, event);

  /** @param {PointerEvent} now */
  function follow(now) {
    const mark = between(from, pointOn(sheet, now));
    place(box, mark);
    keep(page, mark);
  }
  /** @param {PointerEvent} now */
  function end(now) {
    follow(now);
    page.removeEventListener('pointermove', follow);
    page.removeEventListener('pointerup', end);
  }
  page.addEventListener('pointermove', follow);
  page.addEventListener('pointerup', end);
}

/**
 * Where a pointer is on a photo, however it is turned: shares of the photo's own width and height.
 * @param {Element | null} sheet
 * @param {PointerEvent} event
 * @returns {[number, number]}
 */
function pointOn(sheet, event) {
  if (!(sheet instanceof HTMLElement)) return [0, 0];
  const seen = sheet.getBoundingClientRect();
  const x = share((event.clientX - seen.left) / seen.width);
  const y = share((event.clientY - seen.top) / seen.height);
  switch (sheet.dataset.turned) {
    case '90':
      return [y, 1 - x];
    case '180':
      return [1 - x, 1 - y];
    case '270':
      return [1 - y, x];
    default:
      return [x, y];
  }
}

/** @param {number} value */
function share(value) {
  return Math.min(1, Math.max(0, value));
}

/**
 * @param {[number, number]} from
 * @param {[number, number]} to
 * @returns {Mark}
 */
function between(from, to) {
  const [x, y] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
  return { x, y, w: Math.abs(from[0] - to[0]), h: Math.abs(from[1] - to[1]) };
}

/**
 * @param {HTMLElement} box
 * @param {Mark} mark
 */
function place(box, mark) {
  box.style.left = `${mark.x * 100}%`;
  box.style.top = `${mark.y * 100}%`;
  box.style.width = `${mark.w * 100}%`;
  box.style.height = `${mark.h * 100}%`;
}

/**
 * Puts a mark into the form; one too small to be meant is none.
 * @param {Document} page
 * @param {Mark | null} mark
 */
function keep(page, mark) {
  const meant = mark && mark.w > 0.01 && mark.h > 0.01 ? mark : null;
  for (const key of /** @type {const} */ (['x', 'y', 'w', 'h'])) {
    const field = page.querySelector(`[data-mark-${key}]`);
    // Cut off, not rounded: x + w must not pass 1.
    const text = meant ? (Math.floor(meant[key] * 1e4) / 1e4).toFixed(4) : '';
    if (field instanceof HTMLInputElement) field.value = text;
  }
}

/** @param {Document} page */
function forget(page) {
  for (const box of page.querySelectorAll('[data-drawn]')) box.remove();
  keep(page, null);
}

/**
 * Says in the form which photo is meant: the one on the stage.
 * @param {Document} page
 */
function name(page) {
  const shown = page.querySelector('[data-paper]:not([hidden])');
  const field = page.querySelector('[data-retake-id]');
  const title = page.querySelector('[data-retake-title]');
  if (field instanceof HTMLInputElement) field.value = shown?.getAttribute('data-paper') ?? '';
  if (title) title.textContent = shown?.getAttribute('data-name') ?? '';
}
