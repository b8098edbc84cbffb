/** What a request can end in without an answer to work with, and what it showed of the network. */

/**
 * @typedef {{kind: 'answer', isSlow: boolean, build: string, data: string} | {kind: 'slow'}
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

/** This phone could not keep what it was given; what was kept before is untouched. */
export class NotKept extends Error {
  /**
   * @param {'no_room' | 'too_large' | 'empty' | 'unreadable'} why
   * @param {number} [leftBytes] no_room: how much room is left, where the browser says
   */
  constructor(why, leftBytes) {
    super(`not kept: ${why}`);
    this.name = 'NotKept';
    this.why = why;
    this.leftBytes = leftBytes;
  }
}

/** What was to be changed has been sent meanwhile, and may have arrived as it was. */
export class Overtaken extends Error {
  constructor() {
    super('sent meanwhile');
    this.name = 'Overtaken';
  }
}
