import { effect, untracked } from '@preact/signals';
import { render } from 'preact';
import { restoreDraft } from './actions/binding.js';
import { App } from './app.jsx';
import { build } from './lib/build.js';
import { startBeat } from './lib/clock.js';
import { swipedTo } from './pages/wallet.js';
import { hearVersion, readData, startReading, takeMirrored, textsReady } from './reading.js';
import { location, match, startRouter } from './router.js';
import { isAwaited, routes } from './routes.js';
import { noteContact } from './store/connection.js';
import { startOutbox } from './store/outbox.js';
import { afterPicture, notePicture, startPictures } from './store/picture.js';
import { cardsReady, earliestEnd, local, readDisk, startQueries } from './store/queries.js';
import { language, lefty, startSettings, textSize } from './store/settings.js';
import { startStorage } from './store/storage.js';
import { noteBuild, noteMissing, noteOldest, startUpdates } from './store/update.js';
import { onContact } from './sync/http.js';
import { bringLater } from './sync/later.js';
import { startLoop } from './sync/loop.js';

let isDrawn = false;
const root = /** @type {HTMLElement} */ (document.getElementById('app'));

/** Where the worker sent the wallet's last picture, the app draws over it once it is on screen. */
function begin() {
  if (root.firstChild) afterPicture(start);
  else start();
}

/**
 * The card is drawn as soon as cards and texts are there: at once from the mirror where there is
 * one, else from disk and static files, which are read side by side.
 */
function start() {
  startSettings();
  effect(dressPage);
  startQueries();
  takeMirrored();
  effect(() => restoreDraft(local.value.get('bind_draft')));
  effect(() => {
    if (cardsReady.value && textsReady.value && !isDrawn) untracked(draw);
  });
  startRouter();
  if (isAwaited(match(routes, location.peek().path)?.route)) void bringPages();
  if (isDrawn) afterPicture(readTruth);
  else readTruth();
}

/** What the mirror was only a picture of. */
function readTruth() {
  const disk = readDisk();
  startReading();
  startBeat();
  startStorage();
  void startOutbox();
  void disk.then(goOnline);
}

function draw() {
  isDrawn = true;
  render(<App />, root);
  notePicture();
  afterPicture(bringRest);
}

/** The worker comes last: what it keeps has been downloaded by then. */
async function bringRest() {
  await bringPages();
  await startUpdates();
}

/** The pages of the later part; tried again with every answer of the server until they are here. */
function bringPages() {
  return bringLater().catch(noteMissing);
}

/** What the first picture doesn't need. */
function goOnline() {
  void readData();
  onContact((contact) => {
    noteContact(contact);
    if (contact.kind !== 'answer') return;
    noteBuild(contact.build, build);
    hearVersion(contact.data);
    if (isDrawn) void bringPages();
  });
  startLoop((minBuild) => noteOldest(minBuild, build));
  startPictures(root, () => (isWalletAsItOpens() ? earliestEnd() : null));
}

function isWalletAsItOpens() {
  const isCovered = document.querySelector('.over') !== null;
  return location.peek().path === '/' && !swipedTo.peek() && !isCovered;
}

function dressPage() {
  const page = document.documentElement;
  page.lang = language.value === 'en' ? 'en' : 'zh-CN';
  page.classList.toggle('text-large', textSize.value === 'large');
  page.classList.toggle('text-largest', textSize.value === 'largest');
  page.classList.toggle('lefty', lefty.value);
}

begin();
