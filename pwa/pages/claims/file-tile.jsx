import { openFile } from '../../actions/kept-files.js';
import { Tile } from '../../components/tile.jsx';
import { t } from '../../lib/labels.js';
import { connection } from '../../store/connection.js';
import { flawsIn } from './new/checklist.js';

/** @typedef {import('../../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {import('../../components/tile.jsx').TileKind} TileKind */

/**
 * A photo that this phone holds, and how far it has come.
 *
 * @param {{file: KeptFile, name: string, isAccepted?: boolean, onPress: () => void}} props
 */
export function FileTile({ file, name, isAccepted = true, onPress }) {
  const isOffline = connection.value.state === 'offline';
  const address =
    file.state === 'delivered' && !isOffline ? `/api/files/${file.id}/thumb` : undefined;
  return (
    <Tile
      {...lookOf(file, isAccepted, isOffline)}
      label={name}
      picture={isPicture(file) ? () => openFile(file.id) : undefined}
      address={address}
      onPress={onPress}
    />
  );
}

/**
 * @param {KeptFile} file
 * @param {boolean} isAccepted
 * @param {boolean} isOffline
 * @returns {{kind: TileKind, icon: string, words: string, percent?: number}}
 */
function lookOf(file, isAccepted, isOffline) {
  const isBad = file.state === 'unreadable' || (!isAccepted && flawsIn(file).length > 0);
  if (isBad) return { kind: 'turn', icon: 'camera', words: t('claims.tile.retake') };
  if (file.state === 'delivered')
    return { kind: 'sent', icon: 'check', words: t('claims.tile.sent') };
  const percent = file.size > 0 ? Math.floor((file.sent / file.size) * 100) : 0;
  if (file.state === 'sending' && !isOffline) {
    return { kind: 'sending', icon: 'up', words: `${percent}%`, percent };
  }
  if (file.sent > 0) {
    return {
      kind: 'wait',
      icon: 'nosignal',
      words: t('claims.tile.stopped', { percent }),
      percent,
    };
  }
  const words = t(`claims.tile.${isOffline ? 'no_signal' : 'queued'}`);
  return { kind: 'wait', icon: isOffline ? 'nosignal' : 'up', words };
}

/** @param {KeptFile} file whether a browser can draw it */
export function isPicture({ type }) {
  return type.startsWith('image/') && type !== 'image/heic';
}
