import { useState } from 'preact/hooks';
import { setLanguage, setLefty, setTextSize } from '../../actions/settings.js';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Segmented } from '../../components/segmented.jsx';
import { Switch } from '../../components/switch.jsx';
import { t } from '../../lib/labels.js';
import { NoSignal } from '../../lib/outcome.js';
import { language, lefty, textSize } from '../../store/settings.js';

/** @typedef {import('../../lib/labels.js').Language} Language */
/** @typedef {import('../../store/settings.js').TextSize} TextSize */

/** Each language in its own words, so that who can't read the other finds it. */
const LANGUAGES = /** @type {{value: Language, label: string}[]} */ ([
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'English' },
]);
const SIZES = /** @type {TextSize[]} */ (['standard', 'large', 'largest']);

/** How the app looks on this phone. */
export function Display() {
  return (
    <Section title={t('me.display')}>
      <Panel>
        <LanguageRow />
        <Row
          icon="textsize"
          title={t('me.text_size')}
          wraps
          end={
            <Segmented
              small
              name="text_size"
              label={t('me.text_size')}
              value={textSize.value}
              options={SIZES.map((size) => ({ value: size, label: t(`me.sizes.${size}`) }))}
              onValue={setTextSize}
            />
          }
        />
        <Row
          icon="turn"
          title={t('me.lefty')}
          text={t('me.lefty_text')}
          end={<Switch label={t('me.lefty')} checked={lefty.value} onValue={setLefty} />}
        />
      </Panel>
    </Section>
  );
}

function LanguageRow() {
  const [isMissing, setMissing] = useState(false);

  /** @param {Language} chosen */
  async function choose(chosen) {
    try {
      await setLanguage(chosen);
      setMissing(false);
    } catch (error) {
      if (!(error instanceof NoSignal)) throw error;
      setMissing(true);
    }
  }

  return (
    <Row
      icon="globe"
      title={t('me.language')}
      text={isMissing ? t('me.language_missing') : undefined}
      wraps
      end={
        <Segmented
          small
          name="language"
          label={t('me.language')}
          value={language.value}
          options={LANGUAGES}
          onValue={choose}
        />
      }
    />
  );
}
