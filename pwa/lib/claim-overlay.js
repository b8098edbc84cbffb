/** @typedef {import('./outbox.js').Entry} Entry */
/** @typedef {import('./claims.js').Claim} Claim */
/** @typedef {import('./claims.js').ClaimDocument} ClaimDocument */
/** @typedef {import('./claims.js').PayoutAccount} PayoutAccount */
/** A claim that isn't on the server yet says so. @typedef {Claim & {unsent?: Entry}} ShownClaim */

/**
 * What the entries of the outbox make of the rows, by command and collection: pages show them so
 * until the server's own rows have come.
 * @type {[string, string, (rows: any[], entry: Entry) => any[]][]}
 */
export const claimOverlays = [
  ['claims.open', 'claims', withClaim],
  ['claims.open', 'claim_documents', withDocuments],
  ['claims.open', 'payout_accounts', withAccount],
  ['claims.announce', 'claims', withAnswer],
  ['claims.announce', 'claim_documents', withDocuments],
  ['claims.attach', 'claim_documents', withArrival],
  ['claims.drop', 'claim_documents', withoutDocument],
  ['claims.withdraw', 'claims', withWithdrawal],
];

/**
 * @param {ShownClaim[]} rows
 * @param {Entry} entry
 */
function withClaim(rows, entry) {
  const { claim, account } = /** @type {any} */ (entry.args);
  if (rows.some(({ id }) => id === claim.id)) return rows;
  return [...rows, { ...NOT_YET, ...claim, ...about(entry), account_id: account?.id ?? null }];
}

/** What the server will fill in. */
const NOT_YET = {
  status: 'announced',
  outcome: null,
  hospital_id: null,
  department: '',
  discharged_on: null,
  note: '',
  benefit: '',
  opened_by: '',
  completed_at: null,
  due_on: null,
  due_is_estimate: false,
  decided_at: null,
  paid_at: null,
  approved_fen: null,
  steps: [],
  explanation: '',
  requests: [],
};

/** @param {Entry} entry */
function about(entry) {
  const { policy_id, made_at, receipt = '' } = entry;
  const events = [{ kind: 'announced', at: made_at, params: {} }];
  return { policy_id, receipt, announced_at: made_at, events, unsent: entry };
}

/**
 * @param {ClaimDocument[]} rows
 * @param {Entry} entry
 */
function withDocuments(rows, { args, policy_id }) {
  const { claim, documents } = /** @type {any} */ (args);
  const claim_id = claim?.id ?? args.claim_id;
  const known = new Set(rows.map(({ id }) => id));
  const added = documents
    .filter((/** @type {any} */ { id }) => !known.has(id))
    .map((/** @type {any} */ document, /** @type {number} */ position) => ({
      replaces: null,
      filename: '',
      ...document,
      claim_id,
      policy_id,
      position: rows.length + position,
      state: 'expected',
      sha256: null,
      upload_id: null,
      phone: '',
      binding_id: null,
      received_at: null,
      request: null,
    }));
  const replaced = new Set(added.map((/** @type {any} */ { replaces }) => replaces));
  const kept = rows.map((row) =>
    replaced.has(row.id) ? { ...row, state: /** @type {const} */ ('replaced') } : row,
  );
  return [...kept, ...added];
}

/**
 * @param {PayoutAccount[]} rows
 * @param {Entry} entry
 */
function withAccount(rows, { args, policy_id, made_at }) {
  const { account } = /** @type {any} */ (args);
  if (!account?.number || rows.some(({ id }) => id === account.id)) return rows;
  const { id, holder, bank, number } = account;
  const state = 'unconfirmed';
  const last4 = number.slice(-4);
  return [
    ...rows,
    { id, holder, bank, last4, state, added_by: '', created_at: made_at, policy_id },
  ];
}

/**
 * @param {ShownClaim[]} rows
 * @param {Entry} entry
 */
function withAnswer(rows, { args, made_at }) {
  const answered = (/** @type {Claim['requests'][number]} */ request) =>
    request.id === args.request_id && !request.answered_at
      ? { ...request, answered_at: made_at }
      : request;
  return rows.map((claim) =>
    claim.id === args.claim_id && args.request_id
      ? { ...claim, requests: claim.requests.map(answered) }
      : claim,
  );
}

/**
 * @param {ClaimDocument[]} rows
 * @param {Entry} entry
 */
function withArrival(rows, { args, state, file = '', delivered_at }) {
  if (state !== 'delivered') return rows;
  return rows.map((row) =>
    row.id === args.document_id && row.state === 'expected'
      ? {
          ...row,
          state: /** @type {const} */ ('received'),
          received_at: delivered_at ?? null,
          upload_id: file,
        }
      : row,
  );
}

/**
 * @param {ClaimDocument[]} rows
 * @param {Entry} entry
 */
function withoutDocument(rows, { args }) {
  return rows.map((row) =>
    row.id === args.document_id ? { ...row, state: /** @type {const} */ ('dropped') } : row,
  );
}

/**
 * @param {ShownClaim[]} rows
 * @param {Entry} entry
 */
function withWithdrawal(rows, { args, state }) {
  if (state === 'needs_you') return rows;
  return rows.map((claim) =>
    claim.id === args.claim_id ? { ...claim, status: /** @type {const} */ ('withdrawn') } : claim,
  );
}
