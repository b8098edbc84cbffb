/** The language that the server is asked to answer in; the worker, which draws nothing, sets it too. */
let language = 'zh';

/** @param {string} chosen */
export function speak(chosen) {
  language = chosen;
}

export function spoken() {
  return language;
}
