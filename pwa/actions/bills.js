import { build } from '../lib/build.js';
import { nowInstant } from '../lib/clock.js';
import { newId } from '../lib/ids.js';
import { request } from '../sync/http.js';

/** @typedef {import('../lib/rows.js').Bill} Bill */

/** Ids of bills that the server was told of by this page. */
const told = new Set();

/**
 * Tells the server that somebody of the family has seen these bills, so that nobody is called
 * about them. Nothing that a parent waits for, so it goes without the outbox: what doesn't arrive
 * is said the next time they are on screen.
 * @param {Bill[]} shown
 */
export async function noteBillsRead(shown) {
  const unread = shown.filter(({ id, read }) => !read && !told.has(id));
  if (unread.length === 0) return;
  for (const { id } of unread) told.add(id);
  try {
    await request('POST', '/api/sync/push', { build, commands: unread.map(readCommand) });
  } catch {
    for (const { id } of unread) told.delete(id);
  }
}

/** @param {Bill} bill */
function readCommand({ id, policy_id }) {
  const args = { bill_ids: [id] };
  const made_at = nowInstant();
  return { id: newId(), policy_id, name: 'payments.read', version: 1, args, made_at, after: [] };
}
