import { effect, signal, untracked } from '@preact/signals';
import { render } from 'preact';
import { restoreDraft } from './actions/binding.js';
import { knowPages } from './actions/offline-check.js';
import { App } from './app.jsx';
import { build } from './lib/build.js';
import { startBeat } from './lib/clock.js';
import { setStrings } from './lib/labels.js';
import { swipedTo } from './pages/wallet.js';
import { location, startRouter } from './router.js';
import { routes } from './routes.js';
import { noteContact } from './store/connection.js';
import { afterPicture, isPictured, notePicture, startPictures } from './store/picture.js';
import { cardsReady, earliestContact, local, readDisk, startQueries } from './store/queries.js';
import { language, lefty, startSettings, textSize } from './store/settings.js';
import { serveWanted, takeStatic } from './store/static.js';
import { startStorage } from './store/storage.js';
import { noteBuild, noteOldest, startUpdates } from './store/update.js';
import { mirroredStatic, readStatic } from './sync/files.js';
import { onContact } from './sync/http.js';
import { startLoop } from './sync/loop.js';

/** @typedef {import('./lib/labels.js').Language} Language */

/** @type {import('./sync/files.js').FileName[]} */
const STATIC = ['operator', 'plans', 'consents'];

const stringsReady = signal(false);
let isDrawn = false;
const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** Where the worker sent the wallet's last picture, the app draws over it once it is on screen. */
function begin() {
  if (!root.firstChild) return start();
  isPictured.value = true;
  return afterPicture(start);
}

/**
 * The card is drawn as soon as cards and texts are there: at once from the mirror where there is
 * one, else from disk and static files, which are read side by side.
 */
function start() {
  startSettings();
  effect(dressPage);
  startQueries();
  serveWanted((name) => readStaticData([name]));
  takeMirrored();
  effect(() => restoreDraft(local.value.get('bind_draft')));
  effect(() => {
    if (cardsReady.value && stringsReady.value && !isDrawn) untracked(draw);
  });
  startRouter();
  if (isDrawn) afterPicture(readTruth);
  else readTruth();
}

/** What the mirror was only a picture of. */
function readTruth() {
  const disk = readDisk();
  effect(() => void readStrings(language.value));
  readStaticData(['operator']);
  startBeat();
  startStorage();
  void disk.then(goOnline);
}

/** What was read the last time is drawn without waiting for the disk. */
function takeMirrored() {
  const strings = mirroredStatic(language.value);
  if (strings) setStrings(language.value, strings);
  stringsReady.value = Boolean(strings);
  const operator = mirroredStatic('operator');
  if (operator) takeStatic('operator', operator);
}

function draw() {
  isDrawn = true;
  render(<App />, root);
  notePicture();
}

/** What the first picture doesn't need. */
function goOnline() {
  readStaticData(STATIC);
  onContact((contact) => {
    noteContact(contact);
    if (contact.kind !== 'answer') return;
    noteBuild(contact.build, build);
    if (!stringsReady.peek()) void readStrings(language.peek());
    readStaticData(STATIC);
  });
  startLoop((minBuild) => noteOldest(minBuild, build));
  knowPages(routes.length);
  startPictures(root, () => (isWalletAsItOpens() ? earliestContact() : null));
  void startUpdates();
}

function isWalletAsItOpens() {
  const isCovered = document.querySelector('.over') !== null;
  return location.peek().path === '/' && !swipedTo.peek() && !isCovered;
}

/**
 * Texts that can't be had now are tried again with the next answer of the server.
 * @param {Language} chosen
 */
async function readStrings(chosen) {
  try {
    setStrings(chosen, await readStatic(chosen));
    stringsReady.value = true;
  } catch {
    // No signal, and not on this phone yet.
  }
}

/** @param {import('./sync/files.js').FileName[]} names */
function readStaticData(names) {
  for (const name of names) {
    readStatic(name).then(
      (content) => takeStatic(name, content),
      () => {},
    );
  }
}

function dressPage() {
  const page = document.documentElement;
  page.lang = language.value === 'en' ? 'en' : 'zh-CN';
  page.classList.toggle('text-large', textSize.value === 'large');
  page.classList.toggle('text-largest', textSize.value === 'largest');
  page.classList.toggle('lefty', lefty.value);
}

begin();
