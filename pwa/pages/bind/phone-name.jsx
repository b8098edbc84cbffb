import { saveDraft } from '../../actions/binding.js';
import { Section } from '../../components/panel.jsx';
import { PhoneNames } from '../../components/phone-names.jsx';
import { t } from '../../lib/labels.js';

/** A name for this phone, asked for while it is bound. @param {{name: string}} props */
export function PhoneName({ name }) {
  return (
    <Section title={t('bind.code.name_title')}>
      <p class="lead lead--under">{t('bind.code.name_text')}</p>
      <PhoneNames name={name} onName={(device_name) => saveDraft({ device_name })} />
    </Section>
  );
}
