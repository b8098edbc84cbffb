// The papers of a claim: one at a time, zoomed and turned, chosen by thumbnail or arrow keys.

const STEP = 1.25;
const LARGEST = 6;

/** @typedef {{zoom: number, turned: number}} Pose */

/** @param {Document} page */
export function openViewer(page) {
  const viewer = page.querySelector('[data-viewer]');
  const stage = viewer?.querySelector('[data-stage]');
  if (!(viewer instanceof HTMLElement) || !(stage instanceof HTMLElement)) return;
  const papers = [...viewer.querySelectorAll('[data-paper]')].filter(
    (each) => each instanceof HTMLElement,
  );
  const first = papers[0];
  if (!first) return;
  /** @type {Map<HTMLElement, Pose>} */
  const poses = new Map(papers.map((paper) => [paper, { zoom: 1, turned: 0 }]));
  /** @type {HTMLElement} */
  const floor = stage;
  let shown = first;

  /** @param {HTMLElement} paper */
  function show(paper) {
    shown = paper;
    for (const each of papers) each.toggleAttribute('hidden', each !== paper);
    for (const thumb of page.querySelectorAll('[data-shows-paper]')) {
      const isThis = thumb.getAttribute('data-shows-paper') === paper.dataset.paper;
      isThis ? thumb.setAttribute('aria-current', 'true') : thumb.removeAttribute('aria-current');
      if (isThis) thumb.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    load(paper);
    say(viewer, '[data-title]', paper.dataset.name ?? '');
    say(viewer, '[data-about]', paper.dataset.about ?? '');
    const original = viewer?.querySelector('[data-original]');
    original?.toggleAttribute('hidden', !paper.dataset.file);
    if (paper.dataset.file) original?.setAttribute('href', `${paper.dataset.file}/original`);
    pose();
    paper.dispatchEvent(new CustomEvent('shown', { bubbles: true }));
  }

  function pose() {
    const at = poses.get(shown);
    const sheet = shown.querySelector('[data-sheet]');
    if (!at || !(sheet instanceof HTMLElement)) return say(viewer, '[data-percent]', '');
    fit(sheet, floor, at);
    say(viewer, '[data-percent]', `${Math.round(at.zoom * 100)}%`);
  }

  /** @param {number} by */
  function zoom(by) {
    const at = poses.get(shown);
    if (at) at.zoom = Math.min(LARGEST, Math.max(1, at.zoom * by));
    pose();
  }

  function turn() {
    const at = poses.get(shown);
    if (at) at.turned = (at.turned + 90) % 360;
    pose();
  }

  /** @param {number} by */
  function move(by) {
    const next = papers[papers.indexOf(shown) + by];
    if (next) show(next);
  }

  viewer.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (button?.dataset.zoom) zoom(button.dataset.zoom === 'in' ? STEP : 1 / STEP);
    if (button?.hasAttribute('data-turn')) turn();
    const wanted = papers.find((each) => each.dataset.paper === button?.dataset.showsPaper);
    if (wanted) show(wanted);
  });
  page.addEventListener('keydown', (event) => {
    const typing =
      event.target instanceof Element && event.target.matches('input, textarea, select');
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) move(by);
  });
  for (const image of viewer.querySelectorAll('[data-sheet] img')) {
    image.addEventListener('load', pose);
  }
  addEventListener('resize', pose);
  show(first);
}

/**
 * Fetches what a paper shows, once it is looked at: each look is noted.
 * @param {HTMLElement} paper
 */
function load(paper) {
  const target = paper.querySelector('[data-src]');
  const source = target?.getAttribute('data-src');
  if (source && !target?.hasAttribute('src')) target?.setAttribute('src', source);
}

/**
 * Gives a picture its size on the stage, and turns it about its middle.
 * @param {HTMLElement} sheet
 * @param {HTMLElement} stage
 * @param {Pose} at
 */
function fit(sheet, stage, at) {
  const image = sheet.querySelector('img');
  if (!image?.naturalWidth) return;
  const lies = at.turned % 180 !== 0;
  const [wide, high] = lies
    ? [image.naturalHeight, image.naturalWidth]
    : [image.naturalWidth, image.naturalHeight];
  const room = { width: stage.clientWidth - 32, height: stage.clientHeight - 32 };
  const scale = Math.min(room.width / wide, room.height / high, 1) * at.zoom;
  const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
  sheet.style.width = `${width}px`;
  sheet.style.height = `${height}px`;
  // A turned box keeps its place in the layout: margins make up for the difference.
  const [x, y] = lies ? [(height - width) / 2, (width - height) / 2] : [0, 0];
  sheet.style.margin = `${y}px ${x}px`;
  sheet.style.transform = `rotate(${at.turned}deg)`;
  sheet.dataset.turned = String(at.turned);
}

/**
 * @param {Element | null | undefined} inside
 * @param {string} where
 * @param {string} words
 */
function say(inside, where, words) {
  const target = inside?.querySelector(where);
  if (target) target.textContent = words;
}
