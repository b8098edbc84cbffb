import { language, say } from './words.js';

/** @typedef {import('./asking.js').Answer} Answer */
/** @typedef {import('./pass.js').Finding} Finding */
/** @typedef {import('./pass.js').Pass} Pass */
/**
 * What the answer shows: `text` marks with ** what stands out.
 * @typedef {{look: 'valid' | 'off' | 'unknown', title: string, under: string,
 *   rows?: [string, string][], text?: string}} Said
 */

const CHINA_MS = 8 * 60 * 60 * 1000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/**
 * The server's word.
 * @param {Answer} answer
 * @param {{code: string} | {token: string}} asked
 * @returns {Said}
 */
export function sayLive(answer, asked) {
  const { state } = answer;
  const under = say('asked', { time: clockOf(Date.parse(answer.asked_at)) });
  const title = say(`${state}.title`);
  if (state === 'unknown') {
    const text = say('code' in asked ? 'unknown.code' : 'unknown.token');
    return { look: 'unknown', title, under, text };
  }
  const look = state === 'valid' ? 'valid' : 'off';
  return { look, title, under, rows: rowsOf(answer), text: say(`${state}.text`) };
}

/**
 * What this phone found by itself, since the server could not be asked, or did not know the code.
 * @param {Finding | {kind: 'code'}} finding
 * @param {string} under why the server did not say it
 * @param {number} nowMs
 * @returns {Said}
 */
export function sayLocal(finding, under, nowMs) {
  const { kind } = finding;
  const title = say('unknown.title');
  if (kind === 'code') return { look: 'unknown', title, under, text: say('local.code') };
  if (!('pass' in finding)) {
    /** @type {[string, string][]} */
    const rows = [[say('signature'), say(kind === 'forged' ? 'forged' : 'unchecked')]];
    return { look: 'unknown', title, under, rows, text: say(`local.${kind}`) };
  }
  const { pass } = finding;
  const state = say(`state.${pass.state}`);
  const params = { state, time: clockOf(pass.asOfMs).slice(0, 5) };
  const rows = rowsOfPass(pass, kind === 'fresh' ? state : '', nowMs);
  return { look: 'unknown', title, under, rows, text: say(`local.${kind}`, params) };
}

/**
 * Puts an answer on the page.
 * @param {HTMLElement} place
 * @param {Said} said
 */
export function draw(place, { look, title, under, rows = [], text = '' }) {
  const head = element('div', 'said__h', [
    element('span', 'said__i', [icon(look)]),
    element('div', '', [element('h2', '', [title]), element('p', '', [under])]),
  ]);
  const list = rows.flatMap(([term, value]) => [
    element('dt', '', [term]),
    element('dd', '', [value]),
  ]);
  const parts = [head, ...(rows.length > 0 ? [element('dl', '', list)] : [])];
  if (text) parts.push(element('p', 'said__a', marked(text)));
  place.replaceChildren(element('section', `said said--${look}`, parts));
}

/** @param {Answer} answer @returns {[string, string][]} */
function rowsOf({ state, name, sex, years, plan_name: plan, number_tail: tail, ends_on: ends }) {
  /** @type {[string, string][]} */
  const rows = [[say('child'), person(name ?? '', sex ?? '', years ?? 0)]];
  if (state === 'valid') rows.push([say('plan'), plan?.[language()] ?? '']);
  rows.push([say('tail'), tail ?? '']);
  if (ends && (state === 'valid' || state === 'expired')) rows.push([say('ends'), day(ends)]);
  return rows;
}

/**
 * @param {Pass} pass
 * @param {string} state '' where it doesn't count any more
 * @param {number} nowMs
 * @returns {[string, string][]}
 */
function rowsOfPass({ letter, sex, years, tail, asOfMs }, state, nowMs) {
  /** @type {[string, string][]} */
  const rows = [
    [say('signature'), say('genuine')],
    [say('child'), person(`${letter}**`, sex, years)],
    [say('tail'), tail],
  ];
  if (state) rows.push([say('state_then'), state]);
  rows.push([say('as_of'), moment(asOfMs, nowMs)]);
  return rows;
}

/**
 * @param {string} name
 * @param {string} sex
 * @param {number} years
 */
function person(name, sex, years) {
  const age = years === 1 ? say('year') : say('years', { count: years });
  return [name, ...(sex ? [say(sex)] : []), age].join(say('comma'));
}

/**
 * A time in China: today's by the clock, another day's with its date.
 * @param {number} ms
 * @param {number} nowMs
 */
function moment(ms, nowMs) {
  const time = clockOf(ms).slice(0, 5);
  const date = dateOf(ms);
  return date === dateOf(nowMs) ? say('today', { time }) : `${day(date)} ${time}`;
}

/** @param {number} ms hours, minutes and seconds in China */
function clockOf(ms) {
  return new Date(ms + CHINA_MS).toISOString().slice(11, 19);
}

/** @param {number} ms the date in China */
function dateOf(ms) {
  return new Date(ms + CHINA_MS).toISOString().slice(0, 10);
}

/** @param {string} date ISO */
function day(date) {
  const [year = '', month = '', of = ''] = date.split('-');
  if (language() === 'zh') return `${year}.${month}.${of}`;
  return `${Number(of)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** @param {string} text */
function marked(text) {
  return text.split('**').map((part, place) => (place % 2 ? element('b', '', [part]) : part));
}

/**
 * @param {string} tag
 * @param {string} className
 * @param {(Node | string)[]} children
 */
function element(tag, className, children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} name */
function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  svg.setAttribute('class', 'ic');
  svg.setAttribute('aria-hidden', 'true');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}
