import { clearDraft, draft } from '../../actions/binding.js';
import { TextButton } from '../../components/button.jsx';
import { Fold } from '../../components/fold.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { asOf } from '../../lib/format.js';
import { language, t } from '../../lib/labels.js';
import { navigate } from '../../router.js';
import { consents } from '../../store/queries.js';

/** What was agreed to and when, each in full behind its line, and the way to take it back. */
export function Agreed() {
  const texts = consents.value;
  const { agreed_at } = draft.value;
  if (!texts || !agreed_at) return null;
  const at = asOf(agreed_at);

  async function withdraw() {
    navigate('/', { replace: true });
    await clearDraft();
  }

  return (
    <Section
      title={t('bind.code.agreed_title')}
      aside={<TextButton onClick={withdraw}>{t('bind.code.withdraw')}</TextButton>}
    >
      <Panel>
        {[texts.privacy, texts.guardian].map((consent) => (
          <Fold
            key={consent.zh.title}
            title={consent[language.value].title}
            text={t('bind.code.agreed_at', { version: consent.version, at })}
            paragraphs={consent[language.value].paragraphs}
          />
        ))}
      </Panel>
    </Section>
  );
}
