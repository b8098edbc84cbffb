import { useState } from 'preact/hooks';
import { renamePhone } from '../../actions/phones.js';
import { Button } from '../../components/button.jsx';
import { PhoneNames } from '../../components/phone-names.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { t } from '../../lib/labels.js';
import { entries } from '../../store/outbox.js';

/** @typedef {import('../../actions/phones.js').Phone} Phone */

/**
 * Another name for a phone of the family.
 *
 * @param {{policyId: string, phone: Phone, onClose: () => void}} props
 */
export function Rename({ policyId, phone, onClose }) {
  const [name, setName] = useState(phone.name);
  const tidy = name.trim();

  async function rename() {
    await renamePhone(policyId, phone.binding_id, tidy);
    closeSheet();
  }

  return (
    <Sheet
      title={t('phones.rename.title')}
      onClose={onClose}
      foot={
        <Button disabled={!tidy || tidy === phone.name} onClick={rename}>
          {t('phones.rename.do')}
        </Button>
      }
    >
      <p class="lead">{t('phones.rename.text')}</p>
      <PhoneNames name={name} onName={setName} />
    </Sheet>
  );
}

/** Names that are still to be sent, by binding: the last one given counts. */
export function pendingNames() {
  const renamings = entries.value.filter(
    ({ name, state }) => name === 'devices.rename' && state !== 'delivered',
  );
  return new Map(renamings.map(({ args }) => [String(args.binding_id), String(args.name)]));
}
