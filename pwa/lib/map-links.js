import { inDatum } from './geo.js';

/** @typedef {import('./hospitals.js').Hospital} Hospital */
/** @typedef {'amap' | 'tencent' | 'apple' | 'google'} MapApp */

/** The map apps, the likely ones first. */
export const MAP_APPS = /** @type {MapApp[]} */ (['amap', 'tencent', 'apple', 'google']);

/** What the map app is told about who sends people to it. */
const SENDER = 'tongka';

/**
 * The address that opens a hospital in a map app, or on its website where the app is missing.
 * With coordinates it is the very point, else a search for name and address in the city. All
 * four draw the mainland's streets in GCJ-02, so that is what each of them gets.
 *
 * Formats: Amap and Tencent URI APIs, Apple Map Links, Google Maps URLs.
 * @param {MapApp} app
 * @param {Pick<Hospital, 'name' | 'address' | 'position'>} hospital
 * @param {string} city its Chinese name
 */
export function mapLink(app, { name, address, position }, city) {
  const place = { name: name.zh, address: address?.zh ?? '', city };
  if (!position) return SEARCHES[app](place);
  const { lat, lon } = inDatum(position, 'gcj02');
  return POINTS[app]({ ...place, lat: lat.toFixed(6), lon: lon.toFixed(6) });
}

/** @typedef {{name: string, address: string, city: string}} Place */

/** @type {Record<MapApp, (place: Place & {lat: string, lon: string}) => string>} */
const POINTS = {
  amap: ({ name, lat, lon }) =>
    link('https://uri.amap.com/marker', {
      position: `${lon},${lat}`,
      name,
      src: SENDER,
      coordinate: 'gaode',
      callnative: '1',
    }),
  tencent: ({ name, address, lat, lon }) =>
    link('https://apis.map.qq.com/uri/v1/marker', {
      marker: `coord:${lat},${lon};title:${plain(name)};addr:${plain(address || name)}`,
      referer: SENDER,
    }),
  apple: ({ name, lat, lon }) => link('https://maps.apple.com/', { ll: `${lat},${lon}`, q: name }),
  google: ({ lat, lon }) =>
    link('https://www.google.com/maps/search/', { api: '1', query: `${lat},${lon}` }),
};

/** @type {Record<MapApp, (place: Place) => string>} */
const SEARCHES = {
  amap: (place) =>
    link('https://uri.amap.com/search', {
      keyword: wordsOf(place),
      city: place.city,
      src: SENDER,
      callnative: '1',
    }),
  tencent: (place) =>
    link('https://apis.map.qq.com/uri/v1/search', {
      keyword: wordsOf(place),
      region: place.city,
      referer: SENDER,
    }),
  apple: (place) => link('https://maps.apple.com/', { q: `${wordsOf(place)} ${place.city}` }),
  google: (place) =>
    link('https://www.google.com/maps/search/', {
      api: '1',
      query: `${wordsOf(place)} ${place.city}`,
    }),
};

/** @param {Place} place */
function wordsOf({ name, address }) {
  return address ? `${name} ${address}` : name;
}

/** Without the marks that part Tencent's fields. @param {string} text */
function plain(text) {
  return text.replace(/[:;]/g, ' ');
}

/**
 * @param {string} address
 * @param {Record<string, string>} query
 */
function link(address, query) {
  const parts = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(value)}`,
  );
  return `${address}?${parts.join('&')}`;
}
