import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../lib/labels.js';
import { IconButton } from './button.jsx';
import { CallButton } from './hotline.jsx';

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A sheet over the page, beside the page's own parts. It keeps the focus, and closes with its
 * cross, a press beside it, Escape, and the phone's Back.
 *
 * @param {{title: string, foot?: Children, onClose: () => void, children: Children}} props
 *   foot: its button, beside the hotline
 */
export function Sheet({ title, foot, onClose, children }) {
  const over = useRef(/** @type {HTMLDivElement | null} */ (null));
  const close = useBackToClose(onClose);
  useFocusKept(over);
  return (
    <div class="over" ref={over}>
      <div class="scrim" onClick={close} aria-hidden="true" />
      <div
        class="sheet"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <div class="sheet__h">
          <h2>{title}</h2>
          <IconButton icon="x" label={t('common.close')} onClick={close} />
        </div>
        {children}
        <div class="sheet__f">
          <div class="sheet__acts">{foot}</div>
          <CallButton />
        </div>
      </div>
    </div>
  );
}

/** Closes the open sheet from within, as its cross does. */
export function closeSheet() {
  if (history.state?.isSheet) history.back();
}

/**
 * The sheet is one step of the history, so that Back closes it and not the page.
 *
 * @param {() => void} onClose
 * @returns {() => void} closes by taking that step back
 */
function useBackToClose(onClose) {
  const latest = useRef(onClose);
  latest.current = onClose;
  // Before it is seen: a quick Back must not leave the page under it.
  useLayoutEffect(() => {
    if (!history.state?.isSheet) history.pushState({ ...history.state, isSheet: true }, '');
    const closed = () => latest.current();
    addEventListener('popstate', closed);
    return () => removeEventListener('popstate', closed);
  }, []);
  return () => (history.state?.isSheet ? history.back() : latest.current());
}

/** The rest of the page can't be reached meanwhile; afterwards the focus is where it was. */
function useFocusKept(/** @type {{current: HTMLElement | null}} */ over) {
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    const others = [...(over.current?.parentElement?.children ?? [])].filter(
      (element) => element !== over.current && !element.hasAttribute('inert'),
    );
    for (const element of others) element.setAttribute('inert', '');
    const sheet = /** @type {HTMLElement | null} */ (over.current?.querySelector('.sheet'));
    sheet?.focus();
    return () => {
      for (const element of others) element.removeAttribute('inert');
      before?.focus?.();
    };
  }, []);
}
