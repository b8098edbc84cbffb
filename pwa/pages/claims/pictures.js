import { openFile } from '../../actions/kept-files.js';
import { connection } from '../../store/connection.js';
import { files } from '../../store/outbox.js';
import { isPicture } from './file-tile.jsx';

/**
 * Where a document's picture is from: this phone while it has it, else the server.
 * @param {import('../../lib/claims.js').ClaimDocument} document
 * @param {'thumb' | 'preview'} size of the server's
 * @returns {{load?: () => Promise<Blob | null>, address?: string}}
 */
export function pictureOf({ id, upload_id }, size) {
  const own = files.value.find((file) => file.id === id);
  const address =
    upload_id && connection.value.state !== 'offline'
      ? `/api/files/${upload_id}/${size}`
      : undefined;
  const isHere = own && own.parts > 0 && isPicture(own);
  return { load: isHere ? () => openFile(id) : undefined, address };
}
