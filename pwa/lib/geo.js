/** @typedef {{lat: number, lon: number}} Point degrees */
/** @typedef {import('./hospitals.js').Hospital['position']} Position */

const EARTH_M = 6_371_008.8;
/** The ellipsoid of Krasovsky 1940, which GCJ-02 is made on: axis in metres, eccentricity². */
const AXIS_M = 6_378_245;
const ECCENTRICITY = 0.006693421622965943;
/** The box outside of which GCJ-02 moves nothing. */
const CHINA = { south: 0.8293, north: 55.8271, west: 72.004, east: 137.8347 };
/** Each round takes the error of going back to less than a thousandth. */
const ROUNDS = 3;

const { PI, abs, asin, cos, sin, sqrt } = Math;
const radians = (/** @type {number} */ degrees) => (degrees / 180) * PI;

/**
 * The way on the ground between two points of one datum (haversine).
 * @param {Point} one
 * @param {Point} other
 * @returns {number} metres
 */
export function distance(one, other) {
  const across = sin(radians(other.lat - one.lat) / 2) ** 2;
  const along = sin(radians(other.lon - one.lon) / 2) ** 2;
  const part = across + cos(radians(one.lat)) * cos(radians(other.lat)) * along;
  return 2 * EARTH_M * asin(sqrt(Math.min(1, part)));
}

/**
 * Where China's maps draw a WGS-84 point (GCJ-02, by the published formula).
 * @param {Point} point WGS-84
 * @returns {Point} GCJ-02; outside China unchanged
 */
export function toGcj02(point) {
  if (!isInChina(point)) return { lat: point.lat, lon: point.lon };
  const shift = shiftAt(point);
  return { lat: point.lat + shift.lat, lon: point.lon + shift.lon };
}

/**
 * Back from GCJ-02, to a few centimetres: the shift is looked for at the point it comes from.
 * @param {Point} point GCJ-02
 * @returns {Point} WGS-84; outside China unchanged
 */
export function toWgs84(point) {
  let guess = { lat: point.lat, lon: point.lon };
  for (let round = 0; round < ROUNDS; round += 1) {
    const drawn = toGcj02(guess);
    guess = { lat: guess.lat + point.lat - drawn.lat, lon: guess.lon + point.lon - drawn.lon };
  }
  return guess;
}

/**
 * A record's position in the datum asked for.
 * @param {NonNullable<Position>} position
 * @param {'wgs84' | 'gcj02'} datum
 * @returns {Point}
 */
export function inDatum(position, datum) {
  if (position.datum === datum) return { lat: position.lat, lon: position.lon };
  return datum === 'gcj02' ? toGcj02(position) : toWgs84(position);
}

/** @param {Point} point */
function isInChina({ lat, lon }) {
  return lat > CHINA.south && lat < CHINA.north && lon > CHINA.west && lon < CHINA.east;
}

/** How far GCJ-02 moves a point, in degrees. @param {Point} point */
function shiftAt({ lat, lon }) {
  const bend = 1 - ECCENTRICITY * sin(radians(lat)) ** 2;
  const northward = (AXIS_M * (1 - ECCENTRICITY)) / (bend * sqrt(bend));
  const eastward = (AXIS_M / sqrt(bend)) * cos(radians(lat));
  const x = lon - 105;
  const y = lat - 35;
  return { lat: shiftNorth(x, y) / radians(northward), lon: shiftEast(x, y) / radians(eastward) };
}

/** @param {number} x @param {number} y degrees from 105° E, 35° N */
function shiftNorth(x, y) {
  const plane = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x));
  return plane + ripple(x) + waves(y, 20, 40) + long(y, 160, 12, 320, 30);
}

/** @param {number} x @param {number} y degrees from 105° E, 35° N */
function shiftEast(x, y) {
  const plane = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x));
  return plane + ripple(x) + waves(x, 20, 40) + long(x, 150, 12, 300, 30);
}

/** @param {number} x */
function ripple(x) {
  return ((20 * sin(6 * PI * x) + 20 * sin(2 * PI * x)) * 2) / 3;
}

/** @param {number} at @param {number} whole @param {number} third their heights in metres */
function waves(at, whole, third) {
  return ((whole * sin(PI * at) + third * sin((PI * at) / 3)) * 2) / 3;
}

/**
 * @param {number} at
 * @param {number} one its height in metres
 * @param {number} oneLength
 * @param {number} other
 * @param {number} otherLength
 */
function long(at, one, oneLength, other, otherLength) {
  return ((one * sin((PI * at) / oneLength) + other * sin((PI * at) / otherLength)) * 2) / 3;
}
