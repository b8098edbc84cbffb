import { Howto } from '../../components/howto.jsx';
import { Note } from '../../components/note.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { CopyAddress } from './copy-address.jsx';

/**
 * How the rest of the family gets the card onto their phones.
 *
 * @param {{onClose: () => void}} props
 */
export function Invite({ onClose }) {
  const address = `${location.origin}/bind`;
  return (
    <Sheet
      title={t('phones.invite_title')}
      onClose={onClose}
      foot={<CopyAddress address={address} words="phones" />}
    >
      <Howto
        steps={[
          { title: t('phones.invite_open'), text: address },
          { title: t('phones.invite_fill') },
          { title: t('phones.invite_code') },
          { title: t('phones.invite_name') },
        ]}
      />
      <Note icon="users" text={t('phones.invite_limit')} />
    </Sheet>
  );
}
