// Uploads a file with tus-js-client: aborts in the middle, then goes on with a client that knows
// nothing but the address. Prints what it ended with.

import { readFileSync } from 'node:fs';
import { Upload } from 'tus-js-client';

const { endpoint, cookie, policyId, path, chunkSize, abortAfter } = JSON.parse(process.argv[2]);
const bytes = readFileSync(path);

function begin(options) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint,
      chunkSize,
      retryDelays: [0, 100, 300],
      headers: { Cookie: cookie },
      metadata: { policy_id: policyId, filename: 'photo.png', filetype: 'image/png' },
      onError: reject,
      onSuccess: ({ lastResponse }) =>
        resolve({ url: upload.url, sha256: lastResponse.getHeader('Tongka-Sha256') ?? null }),
      ...options(() => upload, resolve),
    });
    upload.start();
  });
}

const aborted = await begin((upload, resolve) => ({
  onProgress(sent) {
    if (abortAfter !== null && sent >= abortAfter) {
      upload().abort();
      resolve({ url: upload().url, sha256: null });
    }
  },
}));

const ended =
  aborted.sha256 === null ? await begin(() => ({ uploadUrl: aborted.url })) : aborted;

console.log(JSON.stringify(ended));
