/**
 * What changed between two versions of a data file, as api/building/patches.py writes it: whole
 * fields, names of fields that are gone, and edits of lists, the last place first.
 * @typedef {{put: Record<string, unknown>, del: string[],
 *   edit: Record<string, [start: number, length: number, items: unknown[]][]>}} Patch
 */

/**
 * @param {Record<string, any>} content the version that the patch starts from; stays as it is
 * @param {Patch} patch
 * @returns {Record<string, any>} the next version
 */
export function patched(content, { put, del, edit }) {
  const next = { ...content, ...put };
  for (const name of del) delete next[name];
  for (const [name, edits] of Object.entries(edit)) {
    const list = [...content[name]];
    for (const [start, length, items] of edits) list.splice(start, length, ...items);
    next[name] = list;
  }
  return next;
}
