import { Note } from '../../components/note.jsx';
import { t } from '../../lib/labels.js';

/**
 * What is being done with the chosen photos, and which of them weren't kept.
 *
 * @param {{taking: import('./use-taking.js').Taking, about: string}} props
 */
export function TakingNote({ taking: { busy, troubles }, about }) {
  const isBusy = busy?.key === about;
  return (
    <div role="status" class="taking">
      {isBusy && (
        <Note icon="hourglass" text={t('claims.taking.busy', { n: busy.done + 1, of: busy.of })} />
      )}
      {(troubles[about] ?? []).map((words) => (
        <Note key={words} icon="alert" text={words} />
      ))}
    </div>
  );
}
