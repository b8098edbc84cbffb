import { useState } from 'preact/hooks';
import { agree, refuse } from '../actions/consents.js';
import { Blank } from '../components/blank.jsx';
import { Button, TextButton } from '../components/button.jsx';
import { ConsentPair, missingTicks, NOTHING_TICKED } from '../components/consent-pair.jsx';
import { Screen } from '../components/screen.jsx';
import { Skeleton } from '../components/skeleton.jsx';
import { t } from '../lib/labels.js';
import { back } from '../router.js';
import { consentState } from '../store/consents.js';
import { consents } from '../store/queries.js';
import { RemoveCard } from './me/remove-card.jsx';

/** New texts, in full: agree to both, or refuse; the cards here go on opening meanwhile. */
export default function ConsentRenewal() {
  const texts = consents.value;
  if (texts && consentState.value === 'agreed') return <Settled />;
  if (texts) return <Decision texts={texts} />;
  return (
    <Screen title={t('privacy.renewal.title')} back="/me" tab="me">
      <p class="lead">{t('privacy.missing')}</p>
      <Skeleton rows={3} />
    </Screen>
  );
}

/** @param {{texts: import('../lib/rows.js').Consents}} props */
function Decision({ texts }) {
  const [ticked, setTicked] = useState(NOTHING_TICKED);
  const [isSaving, setSaving] = useState(false);
  const [open, setOpen] = useState('');
  const missing = missingTicks(ticked);

  async function agreeToBoth() {
    setSaving(true);
    await agree();
    setSaving(false);
  }

  if (open) return <Refused isRemoving={open === 'remove'} onOpen={setOpen} />;
  return (
    <Screen
      title={t('privacy.renewal.title')}
      back="/"
      note={t('privacy.renewal.note_bar')}
      dock={
        <Button disabled={missing > 0} busy={isSaving} onClick={agreeToBoth}>
          {missing > 0
            ? t('bind.consent.missing', { count: missing })
            : t(`privacy.renewal.${isSaving ? 'agreeing' : 'agree'}`)}
        </Button>
      }
    >
      <p class="lead">{t('privacy.renewal.lead')}</p>
      <ConsentPair consents={texts} ticked={ticked} onTick={setTicked} />
      <div class="btns btns--text">
        <TextButton onClick={() => refuse().then(() => setOpen('refused'))}>
          {t('privacy.renewal.refuse')}
        </TextButton>
        <TextButton onClick={() => back('/')}>{t('privacy.renewal.later')}</TextButton>
      </div>
    </Screen>
  );
}

/**
 * Refusing is all right: what follows, and what can be done.
 *
 * @param {{isRemoving: boolean, onOpen: (open: string) => void}} props
 */
function Refused({ isRemoving, onOpen }) {
  return (
    <Screen
      title={t('privacy.renewal.title')}
      back="/"
      tab="me"
      sheet={isRemoving && <RemoveCard onClose={() => onOpen('refused')} />}
    >
      <Blank
        art="letter"
        title={t('privacy.renewal.refused_head')}
        text={t('privacy.renewal.refused_long')}
        action={
          <div class="btns btns--stack">
            <Button href="/">{t('privacy.renewal.later')}</Button>
            <Button kind="line" icon="trash" onClick={() => onOpen('remove')}>
              {t('privacy.renewal.remove')}
            </Button>
            <TextButton center onClick={() => onOpen('')}>
              {t('privacy.renewal.read_again')}
            </TextButton>
          </div>
        }
      />
    </Screen>
  );
}

function Settled() {
  return (
    <Screen title={t('privacy.renewal.title')} back="/" tab="me">
      <Blank
        art="letter"
        title={t('privacy.renewal.settled_title')}
        text={t('privacy.renewal.settled_text')}
        action={<Button href="/">{t('phones.to_cards')}</Button>}
      />
    </Screen>
  );
}
