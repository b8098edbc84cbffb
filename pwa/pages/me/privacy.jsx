import { useState } from 'preact/hooks';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { asOf } from '../../lib/format.js';
import { language, t } from '../../lib/labels.js';
import { consents, local, visibleCards } from '../../store/queries.js';
import { ConsentBanner } from '../consent-banner.jsx';
import { RemoveCard } from './remove-card.jsx';

/** Both consent texts in full, what this phone agreed to, and how to take it back. */
export default function Privacy() {
  const [isRemoving, setRemoving] = useState(false);
  const texts = consents.value;
  return (
    <Screen
      title={t('privacy.title')}
      back="/me"
      tab="me"
      sheet={isRemoving && <RemoveCard onClose={() => setRemoving(false)} />}
    >
      <ConsentBanner />
      {!texts && <p class="lead">{t('privacy.missing')}</p>}
      {texts && <Text consent={texts.privacy} />}
      {texts && <Text consent={texts.guardian} />}
      <Section title={t('privacy.withdraw_title')}>
        <Note icon="phonecall" text={t('privacy.withdraw_text')} />
        {visibleCards.value.length > 0 && (
          <Button kind="line" icon="trash" onClick={() => setRemoving(true)}>
            {t('privacy.withdraw_button')}
          </Button>
        )}
      </Section>
    </Screen>
  );
}

/** @param {{consent: import('../../lib/rows.js').Consent}} props */
function Text({ consent }) {
  const { title, paragraphs } = consent[language.value];
  return (
    <Section
      title={title}
      aside={<span class="cap">{t('privacy.version', { version: consent.version })}</span>}
    >
      <Panel pad class="reading">
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <AgreedAt version={consent.version} />
      </Panel>
    </Section>
  );
}

/** When this very version was agreed to on this phone. @param {{version: string}} props */
function AgreedAt({ version }) {
  const answer = local.value.get('consents');
  const versions = [answer?.privacy_version, answer?.guardian_version];
  if (!answer || answer.refused || !versions.includes(version)) return null;
  return <p class="cap">{t('privacy.agreed_at', { at: asOf(answer.at) })}</p>;
}
