import { CallButton } from './hotline.jsx';
import { Icon } from './icon.jsx';

/**
 * The bottom bar of a page with one main action.
 *
 * @param {{note?: import('preact').ComponentChildren, noteIcon?: string,
 *   children: import('preact').ComponentChildren}} props children: the main button, and what is
 *   to be said about it; note: one quiet line above it
 */
export function Dock({ note, noteIcon = 'info', children }) {
  return (
    <footer class="bar">
      {note && (
        <p class="dock__note">
          <Icon name={noteIcon} size="s" />
          <span>{note}</span>
        </p>
      )}
      <div class="dock">
        {children}
        <CallButton />
      </div>
    </footer>
  );
}
