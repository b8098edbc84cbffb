/** @typedef {import('./outbox.js').Entry} Entry */
/** @typedef {import('./complaints.js').Complaint} Complaint */
/**
 * A complaint that isn't on the server yet says so (`unsent`), and one whose second look isn't
 * (`again`).
 * @typedef {Complaint & {unsent?: Entry, again?: Entry}} ShownComplaint
 */

/**
 * What the entries of the outbox make of the rows, by command: pages show them so until the
 * server's own rows have come.
 * @type {[string, string, (rows: ShownComplaint[], entry: Entry) => ShownComplaint[]][]}
 */
export const complaintOverlays = [
  ['complaints.open', 'complaints', withComplaint],
  ['complaints.attach', 'complaints', withArrival],
  ['complaints.drop', 'complaints', withoutPaper],
  ['complaints.reopen', 'complaints', withSecondLook],
  ['complaints.close', 'complaints', withClosing],
];

/** What the server will fill in, and what was left out. */
const NOT_YET = {
  wish: '',
  call_back: false,
  visit_id: null,
  state: /** @type {const} */ ('received'),
  written_by: '',
  binding_id: '',
  due_on: null,
  due_is_estimate: false,
  closed_by: null,
};

/**
 * @param {ShownComplaint[]} rows
 * @param {Entry} entry
 */
function withComplaint(rows, entry) {
  const { papers = [], ...said } = /** @type {any} */ (entry.args);
  if (rows.some(({ id }) => id === said.id)) return rows;
  const { policy_id, made_at, receipt = '' } = entry;
  const expected = papers.map((/** @type {any} */ { id, filename = '' }) => ({
    id,
    filename,
    state: 'expected',
    upload_id: null,
  }));
  const about = { policy_id, receipt, received_at: made_at, papers: expected, unsent: entry };
  return [...rows, { ...NOT_YET, ...said, ...about, events: [step('received', entry)] }];
}

/**
 * @param {ShownComplaint[]} rows
 * @param {Entry} entry
 */
function withArrival(rows, { args, state, file = '' }) {
  if (state !== 'delivered') return rows;
  return withPaper(rows, args, { state: 'received', upload_id: file });
}

/**
 * @param {ShownComplaint[]} rows
 * @param {Entry} entry
 */
function withoutPaper(rows, { args }) {
  return withPaper(rows, args, { state: 'dropped' });
}

/**
 * @param {ShownComplaint[]} rows
 * @param {Record<string, unknown>} args
 * @param {Partial<Complaint['papers'][number]>} changes
 */
function withPaper(rows, { complaint_id, paper_id }, changes) {
  return rows.map((row) => {
    if (row.id !== complaint_id) return row;
    const papers = row.papers.map((paper) =>
      paper.id === paper_id && paper.state === 'expected' ? { ...paper, ...changes } : paper,
    );
    return { ...row, papers };
  });
}

/**
 * One that came back changes nothing, but the page says so.
 * @param {ShownComplaint[]} rows
 * @param {Entry} entry
 */
function withSecondLook(rows, entry) {
  const words = String(entry.args.reason);
  return rows.map((row) => {
    if (row.id !== entry.args.complaint_id || isReopened(row)) return row;
    if (entry.state === 'needs_you') return { ...row, again: entry };
    const events = [...row.events, step('reopened', entry, words)];
    return { ...row, state: /** @type {const} */ ('reopened'), again: entry, events };
  });
}

/**
 * @param {ShownComplaint[]} rows
 * @param {Entry} entry
 */
function withClosing(rows, entry) {
  if (entry.state === 'needs_you') return rows;
  return rows.map((row) => {
    if (row.id !== entry.args.complaint_id || row.state === 'closed') return row;
    return {
      ...row,
      state: /** @type {const} */ ('closed'),
      closed_by: /** @type {const} */ ('family'),
      due_on: null,
      events: [...row.events, step('closed', entry)],
    };
  });
}

/** @param {Complaint} row */
function isReopened({ events }) {
  return events.some(({ kind }) => kind === 'reopened');
}

/**
 * @param {Complaint['events'][number]['kind']} kind
 * @param {Entry} entry
 */
function step(kind, { made_at }, words = '') {
  return { kind, at: made_at, phone: '', words };
}
