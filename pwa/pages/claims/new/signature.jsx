import { useState } from 'preact/hooks';
import { TextButton } from '../../../components/button.jsx';
import { Field } from '../../../components/field.jsx';
import { Section } from '../../../components/panel.jsx';
import { SignaturePad } from '../../../components/signature-pad.jsx';
import { t } from '../../../lib/labels.js';

/**
 * The guardian's name, written with a finger; or typed by those who can't.
 *
 * @param {{filler: import('./wizard.jsx').Filler}} props
 */
export function Signature({ filler: { form, change } }) {
  const [isTyping, setTyping] = useState(form.signed_name !== '');
  return (
    <Section
      title={t('claims.sign.title')}
      aside={
        form.strokes.length > 0 && (
          <TextButton icon="undo" onClick={() => change({ strokes: [] })}>
            {t('claims.sign.again')}
          </TextButton>
        )
      }
    >
      {isTyping ? (
        <Field
          name="signed_name"
          label={t('claims.sign.typed')}
          maxLength={30}
          autocomplete="name"
          value={form.signed_name}
          onValue={(signed_name) => change({ signed_name })}
        />
      ) : (
        <SignaturePad strokes={form.strokes} onStrokes={(strokes) => change({ strokes })} />
      )}
      <TextButton
        onClick={() => {
          setTyping(!isTyping);
          change({ strokes: [], signed_name: '' });
        }}
      >
        {t(isTyping ? 'claims.sign.write' : 'claims.sign.type')}
      </TextButton>
    </Section>
  );
}
