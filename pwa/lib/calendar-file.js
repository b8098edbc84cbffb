import { after } from './days.js';

/**
 * @typedef {{uid: string, on: string, summary: string, description: string}} CalendarDay
 *   uid: the same each time, so that saving again changes the entry; on: ISO date
 */

const MOST_OCTETS = 75;
/** The day before at nine in the morning: an entry of a whole day begins at midnight. */
const REMINDER = '-PT15H';

/**
 * A calendar file (RFC 5545) with one entry of a whole day each, and a reminder on the day before.
 * @param {CalendarDay[]} days
 * @param {string} madeAt UTC instant
 * @returns {string} lines of at most 75 octets, ending in CRLF
 */
export function calendarFile(days, madeAt) {
  const stamp = `${madeAt.replace(/[-:]/g, '').slice(0, 15)}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Tongka//Tongka//ZH',
    'CALSCALE:GREGORIAN',
    ...days.flatMap((day) => entry(day, stamp)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/**
 * @param {CalendarDay} day
 * @param {string} stamp
 */
function entry({ uid, on, summary, description }, stamp) {
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(on)}`,
    `DTEND;VALUE=DATE:${compact(after(on, { days: 1 }))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summary)}`,
    `TRIGGER:${REMINDER}`,
    'END:VALARM',
    'END:VEVENT',
  ];
}

/** @param {string} on ISO date */
function compact(on) {
  return on.replaceAll('-', '');
}

/** @param {string} text as RFC 5545 section 3.3.11 wants it */
function escaped(text) {
  return text
    .replace(/[\\;,]/g, (mark) => `\\${mark}`)
    .replace(/\r\n|\r|\n/g, '\\n')
    .replace(/\p{Cc}/gu, '');
}

/** @param {string} line broken between characters, never inside one */
function fold(line) {
  const encoder = new TextEncoder();
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const length = encoder.encode(character).length;
    if (octets + length > MOST_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += length;
  }
  return folded;
}
