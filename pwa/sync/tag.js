/** What a page asks the browser to wake the worker for. */
export const SYNC_TAG = 'tongka-outbox';
