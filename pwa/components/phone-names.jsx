import { useState } from 'preact/hooks';
import { t } from '../lib/labels.js';
import { Chip, Chips } from './chips.jsx';
import { Field } from './field.jsx';

const FAMILY = [
  'mother',
  'father',
  'maternal_grandmother',
  'maternal_grandfather',
  'paternal_grandmother',
  'paternal_grandfather',
];
/** The longest name a phone may have (api/devices: 1 to 20 characters). */
const NAME_LENGTH = 20;

/**
 * A name for a phone: who in the family it belongs to, or people's own word.
 *
 * @param {{name: string, onName: (name: string) => void}} props
 */
export function PhoneNames({ name, onName }) {
  const names = FAMILY.map((who) => t(`bind.code.names.${who}`));
  const [isOwn, setOwn] = useState(name !== '' && !names.includes(name));

  /** @param {string} chosen */
  function choose(chosen) {
    setOwn(false);
    onName(chosen);
  }

  function writeOwn() {
    setOwn(true);
    if (names.includes(name)) onName('');
  }

  return (
    <>
      <Chips label={t('bind.code.name_title')}>
        {names.map((one) => (
          <Chip key={one} isOn={!isOwn && one === name} onPress={() => choose(one)}>
            {one}
          </Chip>
        ))}
        <Chip isOn={isOwn} onPress={writeOwn}>
          {t('bind.code.name_own')}
        </Chip>
      </Chips>
      {isOwn && (
        <Field
          name="device_name"
          label={t('bind.code.name_own_label')}
          hint={t('bind.code.name_own_hint')}
          maxLength={NAME_LENGTH}
          enterKeyHint="done"
          value={name}
          onValue={onName}
        />
      )}
    </>
  );
}
