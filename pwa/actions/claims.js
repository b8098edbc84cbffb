import { documentArgs, openArgs } from '../lib/claim-command.js';
import { newId } from '../lib/ids.js';
import { signaturePng } from '../lib/signature.js';
import { stopKeeping } from './claim-drafts.js';
import { enqueue } from './outbox.js';

/** @typedef {import('./claim-drafts.js').ClaimDraft} ClaimDraft */
/** @typedef {import('../lib/claims.js').Claim} Claim */
/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../lib/outbox.js').NewEntry} NewEntry */
/** @typedef {{id: string, policy_id: string, hospital: string, visited_on: string}} Named */

/**
 * Hands a claim in: its header, and after that each document. All of it is on this phone's disk
 * when this returns, and goes to the server by itself.
 * @param {ClaimDraft} draft
 * @param {KeptFile[]} files its photos
 * @param {Entry[]} attached of an earlier try that the server said no to: they stay in the queue
 * @throws {NotKept | Overtaken}
 */
export async function submitClaim(draft, files, attached = []) {
  await stopKeeping();
  const { id, policy_id, form } = draft;
  const signature = await signatureFile(draft);
  const open = newId();
  const named = { id, policy_id, hospital: form.hospital, visited_on: form.visited_on };
  const kept = attached.filter(({ file }) => files.some((one) => one.id === file));
  const fresh = files.filter((file) => !kept.some((entry) => entry.file === file.id));
  const documents = [...files, ...(signature ? [signature] : [])];
  const entries = [
    {
      id: open,
      policy_id,
      name: 'claims.open',
      args: openArgs(id, form, documents),
      title: title('open', named),
      made_on: `/claims/new?entry=${open}`,
    },
    ...[...fresh, ...(signature ? [signature] : [])].map((file) => attachment(named, file, open)),
  ];
  await enqueue(entries, signature ? [signature] : [], {
    draft: id,
    instead: form.entry,
    without: attached.filter((entry) => !kept.includes(entry)).map((entry) => entry.id),
  });
}

/**
 * Adds documents to a claim: what was asked for, photos taken again, or more after a decline.
 * @param {Claim} claim
 * @param {{draft?: string, request_id?: string, note?: string,
 *   documents: {file: KeptFile, replaces?: string}[]}} more
 */
export async function announceDocuments(claim, { draft, request_id, note = '', documents }) {
  const announce = newId();
  const { id: claim_id, policy_id } = claim;
  const args = {
    claim_id,
    ...(request_id ? { request_id } : {}),
    ...(note ? { note } : {}),
    documents: documents.map(({ file, replaces }) => ({
      ...documentArgs(file),
      ...(replaces ? { replaces } : {}),
    })),
  };
  await enqueue(
    [
      {
        id: announce,
        policy_id,
        name: 'claims.announce',
        args,
        title: title('announce', claim),
        made_on: `/claims/${claim_id}`,
      },
      ...documents.map(({ file }) => attachment(claim, file, announce)),
    ],
    documents.map(({ file }) => ({ id: file.id, owner: claim_id })),
    { draft },
  );
}

/**
 * Says that an announced document will not come.
 * @param {Claim} claim
 * @param {string} document_id
 */
export function dropDocument(claim, document_id) {
  return act('claims.drop', claim, { claim_id: claim.id, document_id }, 'drop');
}

/**
 * Takes a claim back.
 * @param {Claim} claim
 */
export function withdrawClaim(claim) {
  return act('claims.withdraw', claim, { claim_id: claim.id }, 'withdraw');
}

/**
 * Confirms an account, which the server takes within ten minutes of a code.
 * @param {import('../lib/claims.js').PayoutAccount} account
 */
export async function confirmAccount({ id, policy_id, last4 }) {
  await enqueue([
    {
      policy_id,
      name: 'claims.confirm_account',
      args: { account_id: id },
      title: { key: 'claims.queue.confirm', params: { last4 } },
      made_on: `/claims/accounts/${id}`,
    },
  ]);
}

/**
 * @param {string} name
 * @param {Claim} claim
 * @param {Record<string, unknown>} args
 * @param {string} words
 */
async function act(name, claim, args, words) {
  const { id, policy_id } = claim;
  await enqueue([{ policy_id, name, args, title: title(words, claim), made_on: `/claims/${id}` }]);
}

/**
 * @param {Named} claim
 * @param {{id: string, kind: string}} file
 * @param {string} after
 * @returns {NewEntry}
 */
function attachment(claim, { id, kind }, after) {
  return {
    policy_id: claim.policy_id,
    name: 'claims.attach',
    args: { claim_id: claim.id, document_id: id },
    file: id,
    after: [after],
    title: title('attach', claim, { kind }),
    made_on: `/claims/${claim.id}`,
  };
}

/**
 * How the list of unsent things names it.
 * @param {string} words
 * @param {Named} claim
 * @param {Record<string, string>} [more]
 */
function title(words, { hospital, visited_on }, more = {}) {
  return { key: `claims.queue.${words}`, params: { hospital, day: visited_on, ...more } };
}

/**
 * The signature as a file of its own, unless it went with an earlier try.
 * @param {ClaimDraft} draft
 */
async function signatureFile({ id, policy_id, form }) {
  if (form.strokes.length === 0 && !form.signed_name) return null;
  const blob = await signaturePng(form);
  const name = 'signature.png';
  return { id: newId(), owner: id, policy_id, kind: 'signature', name, blob, size: blob.size };
}
