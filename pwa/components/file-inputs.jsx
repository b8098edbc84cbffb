import { useRef } from 'preact/hooks';

const ANY = 'image/*,application/pdf,.pdf,.ofd';

/**
 * The camera, and the album and files of the phone. Opening the camera may end the page, so
 * whatever is open is kept before.
 *
 * @template A
 * @param {{before: () => Promise<unknown>, onFiles: (files: File[], about: A) => void}} how
 *   about: what was said when it was opened
 */
export function useFileInputs({ before, onFiles }) {
  const camera = useRef(/** @type {HTMLInputElement | null} */ (null));
  const album = useRef(/** @type {HTMLInputElement | null} */ (null));
  const about = useRef(/** @type {A | null} */ (null));

  /**
   * @param {{current: HTMLInputElement | null}} input
   * @param {A} what
   */
  async function open(input, what) {
    about.current = what;
    await before();
    input.current?.click();
  }

  /** @param {Event} event */
  function take(event) {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const files = [...(input.files ?? [])];
    // The same photo may be chosen again.
    input.value = '';
    if (files.length > 0) onFiles(files, /** @type {A} */ (about.current));
  }

  return {
    takePhoto: (/** @type {A} */ what) => open(camera, what),
    chooseFiles: (/** @type {A} */ what) => open(album, what),
    inputs: (
      <>
        <input
          ref={camera}
          hidden
          type="file"
          name="camera"
          accept="image/*"
          capture="environment"
          onChange={take}
        />
        <input ref={album} hidden type="file" name="album" accept={ANY} multiple onChange={take} />
      </>
    ),
  };
}
