/* The page for a hospital's reception: how the card of a scanned or typed code stands now. */

import { ask, bringKeys, keptKeys, NoAnswer, now } from './asking.js';
import { draw, sayLive, sayLocal } from './drawing.js';
import { startKeeping } from './keeping.js';
import { check } from './pass.js';
import { language, say, startLanguage, switchLanguage } from './words.js';

/** @typedef {{code: string} | {token: string}} Asked */

const place = byId('result');
const form = /** @type {HTMLFormElement} */ (byId('typed'));
const field = /** @type {HTMLInputElement} */ (byId('code'));
const hint = byId('typed-says');

/** What is shown, so that the other language can say it too. @type {() => void} */
let redraw = drawIdle;
let asking = 0;

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

async function start() {
  startLanguage();
  dress();
  byId('language').addEventListener('click', () => {
    switchLanguage();
    dress();
  });
  form.addEventListener('submit', onTyped);
  addEventListener('hashchange', () => void askByAddress());
  await askByAddress();
  await bringKeys().catch(() => {});
  startKeeping();
}

/** All words of the page in its language. */
function dress() {
  document.documentElement.lang = language() === 'en' ? 'en' : 'zh-CN';
  document.title = say('title');
  byId('language').textContent = say('other_language');
  byId('language').lang = language() === 'en' ? 'zh-CN' : 'en';
  for (const part of document.querySelectorAll('[data-text]')) {
    part.textContent = say(part.getAttribute('data-text') ?? '');
  }
  for (const part of document.querySelectorAll('[data-for]')) {
    part.toggleAttribute('hidden', part.getAttribute('data-for') !== language());
  }
  noteWrong(false);
  redraw();
}

/** The camera opens this page with the pass behind the #, which no server sees in the address. */
async function askByAddress() {
  const token = location.hash.slice(1);
  if (token) await answer({ token });
  else show(drawIdle);
}

/** @param {SubmitEvent} event */
function onTyped(event) {
  event.preventDefault();
  const code = field.value.replace(/[\s-]/g, '');
  const isWhole = /^[0-9A-Za-z]{4}[0-9]{6}$/.test(code);
  noteWrong(!isWhole);
  if (isWhole) void answer({ code });
  else field.focus();
}

/** @param {boolean} isWrong */
function noteWrong(isWrong) {
  field.setAttribute('aria-invalid', `${isWrong}`);
  hint.classList.toggle('typed__wrong', isWrong);
  hint.textContent = say(isWrong ? 'typed.wrong' : 'typed.hint');
}

/** Asks the server; where it can't be asked, says what this phone can tell. @param {Asked} asked */
async function answer(asked) {
  asking += 1;
  const turn = asking;
  show(drawAsking);
  const drawing = await findOut(asked);
  // Another code was scanned or typed meanwhile.
  if (turn === asking) show(drawing);
}

/**
 * @param {Asked} asked
 * @returns {Promise<() => void>} what draws it
 */
async function findOut(asked) {
  try {
    const said = await ask(asked);
    if (said.state !== 'unknown' || 'code' in asked) {
      return () => draw(place, sayLive(said, asked));
    }
    const finding = await check(asked.token, keptKeys(), now());
    // A phone that can't check for itself has nothing to add.
    const helps = finding.kind === 'old' || finding.kind === 'forged';
    const under = () => sayLive(said, asked).under;
    return () => draw(place, helps ? sayLocal(finding, under(), now()) : sayLive(said, asked));
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    const finding =
      'token' in asked
        ? await check(asked.token, keptKeys(), now())
        : /** @type {const} */ ({ kind: 'code' });
    return () => draw(place, sayLocal(finding, say(error.why), now()));
  }
}

/** @param {() => void} drawing */
function show(drawing) {
  redraw = drawing;
  redraw();
}

function drawIdle() {
  draw(place, { look: 'unknown', title: say('idle.title'), under: say('idle.text') });
}

function drawAsking() {
  draw(place, { look: 'unknown', title: say('asking.title'), under: say('asking.text') });
}

void start();
