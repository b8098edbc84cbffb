/** What a request can end in without an answer to work with, and what it showed of the network. */

/**
 * @typedef {{kind: 'answer', ms: number, build: string, data: string} | {kind: 'slow'}
 *   | {kind: 'timeout' | 'unreachable' | 'foreign'}} Contact
 */

/** No answer of ours came: no network, a time-out, a portal's login page. Nobody is at fault. */
export class NoSignal extends Error {
  /** @param {'timeout' | 'unreachable' | 'foreign' | 'refused-here'} why */
  constructor(why) {
    super(`no answer of ours: ${why}`);
    this.name = 'NoSignal';
    this.why = why;
  }
}

/** The server answered, and said no: `message` and `hint` are for people, `code` is for the app. */
export class Refused extends Error {
  /**
   * @param {number} status HTTP status
   * @param {{code?: string, message?: string, fields?: Record<string, string[]>,
   *   hint?: string}} body
   */
  constructor(status, body) {
    super(body.message ?? '');
    this.name = 'Refused';
    this.status = status;
    this.code = body.code ?? '';
    this.fields = body.fields ?? {};
    this.hint = body.hint ?? '';
  }
}
