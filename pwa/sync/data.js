import { tellHere } from '../db/changes.js';
import { readFiles, writeFiles } from '../db/files.js';
import { NoSignal } from '../lib/outcome.js';
import { patched } from '../lib/patch.js';
import { request } from './http.js';

/** @typedef {import('../db/schema.js').DataFile} DataFile */
/** @typedef {{url: string, integrity: string}} FileAddress */
/** @typedef {FileAddress & {patches: Record<string, FileAddress>}} Listed */

/** Where nothing can be stored (a private window), the files of this visit. */
export const unkept = /** @type {Map<string, DataFile>} */ (new Map());

/** @type {Promise<void> | null} */
let bringing = null;

/**
 * Brings the data files (plans, hospitals, …) to the server's version: all of them or none, so
 * that this phone never mixes two. Joins the round that is under way, if there is one.
 * @throws {NoSignal}
 */
export function bringFiles() {
  bringing ??= bring().finally(() => {
    bringing = null;
  });
  return bringing;
}

async function bring() {
  const { version, files } = await request('GET', '/api/data');
  const held = await heldByName();
  /** @type {[string, Listed][]} */
  const listed = Object.entries(files);
  const news = listed.filter(([name, { url }]) => held.get(name)?.url !== url);
  const changed = await Promise.all(
    news.map(([name, file]) => download(name, file, held.get(name))),
  );
  try {
    await writeFiles(version, Object.keys(files), changed);
  } catch {
    for (const file of changed) unkept.set(file.name, file);
    tellHere({ kind: 'files' });
  }
}

async function heldByName() {
  const held = await readFiles().catch(() => [...unkept.values()]);
  return new Map(held.map((file) => [file.name, file]));
}

/**
 * @param {string} name
 * @param {Listed} listed
 * @param {DataFile | undefined} held an earlier version of it
 * @returns {Promise<DataFile>}
 */
async function download(name, listed, held) {
  const { url } = listed;
  const patch = held && listed.patches[held.url];
  if (!patch) return { name, url, content: await read(listed) };
  const content = await read(patch).then(
    (change) => patched(held.content, change),
    () => read(listed),
  );
  return { name, url, content };
}

/**
 * A hashed file. Its integrity makes it believable, whoever serves it.
 * @param {FileAddress} address
 * @returns {Promise<any>} its JSON
 * @throws {NoSignal}
 */
export async function read({ url, integrity }) {
  try {
    const response = await fetch(url, { integrity });
    return await response.json();
  } catch {
    throw new NoSignal('unreachable');
  }
}
