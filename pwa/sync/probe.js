import { NoSignal } from '../lib/outcome.js';
import { exchange } from './http.js';

/**
 * Whether our server can be reached now, asked as cheaply as can be.
 * @param {number} timeoutMs
 */
export async function isThere(timeoutMs) {
  try {
    return await exchange('HEAD', '/healthz', { timeoutMs }, (response) => response.ok);
  } catch (error) {
    if (error instanceof NoSignal) return false;
    throw error;
  }
}
