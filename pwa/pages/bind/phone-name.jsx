import { useState } from 'preact/hooks';
import { saveDraft } from '../../actions/binding.js';
import { Chip, Chips } from '../../components/chips.jsx';
import { Field } from '../../components/field.jsx';
import { Section } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';

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
 * A name for this phone: who in the family it belongs to, or people's own word.
 *
 * @param {{name: string}} props
 */
export function PhoneName({ name }) {
  const names = FAMILY.map((who) => t(`bind.code.names.${who}`));
  const [isOwn, setOwn] = useState(name !== '' && !names.includes(name));

  /** @param {string} chosen */
  function choose(chosen) {
    setOwn(false);
    void saveDraft({ device_name: chosen });
  }

  function writeOwn() {
    setOwn(true);
    if (names.includes(name)) void saveDraft({ device_name: '' });
  }

  return (
    <Section title={t('bind.code.name_title')}>
      <p class="lead lead--under">{t('bind.code.name_text')}</p>
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
      {isOwn && <OwnName name={name} />}
    </Section>
  );
}

/** @param {{name: string}} props */
function OwnName({ name }) {
  return (
    <Field
      name="device_name"
      label={t('bind.code.name_own_label')}
      hint={t('bind.code.name_own_hint')}
      maxLength={NAME_LENGTH}
      enterKeyHint="done"
      value={name}
      onValue={(device_name) => saveDraft({ device_name })}
    />
  );
}
