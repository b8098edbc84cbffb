const WORKER = '/verify/sw.js';
const SCOPE = '/verify';

/** Keeps this page on the phone, so that it opens again without a network. */
export function startKeeping() {
  // WeChat on an iPhone has none: the page then needs a network.
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register(trusted(WORKER), { scope: SCOPE }).catch(() => {});
}

/**
 * What a browser with Trusted Types takes as the address of a script.
 * @param {string} address
 * @returns {any}
 */
function trusted(address) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  if (!trustedTypes) return address;
  const rules = { createScriptURL: (/** @type {string} */ given) => checked(given) };
  return trustedTypes.createPolicy('tongka', rules).createScriptURL(address);
}

/** @param {string} address */
function checked(address) {
  if (address !== WORKER) throw new TypeError(`not our script: ${address}`);
  return address;
}
