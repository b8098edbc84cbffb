/** The scripts of ours that are named at run time: the worker's two, and the later part of the app. */
const OURS = /^\/(sw\.js|assets\/(later|sender)\.[0-9a-f]+\.js(\?\d+)?)$/;

/** @type {any} */
let policy = null;

/**
 * What a browser with Trusted Types takes as the address of a script; it may be created once.
 * @param {string} address
 * @returns {any}
 * @throws {TypeError} it is none of ours
 */
export function trusted(address) {
  const trustedTypes = /** @type {any} */ (globalThis).trustedTypes;
  policy ??= (trustedTypes ?? NONE).createPolicy('tongka', { createScriptURL: checked });
  return policy.createScriptURL(address);
}

/** In place of Trusted Types where there are none. */
const NONE = { createPolicy: (/** @type {string} */ _name, /** @type {object} */ rules) => rules };

/** @param {string} address */
function checked(address) {
  if (!OURS.test(address)) throw new TypeError(`not our script: ${address}`);
  return address;
}
