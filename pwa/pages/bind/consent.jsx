import { useState } from 'preact/hooks';
import { draft, requestCode, saveDraft } from '../../actions/binding.js';
import { applyUpdate } from '../../actions/update.js';
import { Banner } from '../../components/banner.jsx';
import { Blank } from '../../components/blank.jsx';
import { Button, TextButton } from '../../components/button.jsx';
import { ConsentPair, missingTicks, NOTHING_TICKED } from '../../components/consent-pair.jsx';
import { Screen } from '../../components/screen.jsx';
import { nowInstant, todayInChina } from '../../lib/clock.js';
import { t } from '../../lib/labels.js';
import { NoSignal, Refused } from '../../lib/outcome.js';
import { navigate } from '../../router.js';
import { consents } from '../../store/queries.js';
import { fieldsToFix, toRequest } from './checks.js';
import { typedIn } from './draft.js';
import { Refusing } from './refusing.jsx';

/** @typedef {import('../../lib/rows.js').Consents} Consents */
/** @typedef {'offline' | 'busy' | 'outdated' | ''} Trouble */

/** Both texts in full; only with both ticked does anything leave the phone. */
export default function BindConsent() {
  const texts = consents.value;
  const isFilled = fieldsToFix(typedIn(draft.value), todayInChina()).length === 0;
  if (!isFilled) return <NotFilled />;
  if (texts) return <Decision texts={texts} />;
  return (
    <Screen title={t('bind.consent.title')} back="/bind">
      <Banner kind="fact" icon="nosignal" text={t('bind.consent.texts_missing')} isNews />
    </Screen>
  );
}

/** @param {{texts: Consents}} props */
function Decision({ texts }) {
  const [ticked, setTicked] = useState(NOTHING_TICKED);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {Trouble} */ (''));
  const [isRefusing, setRefusing] = useState(false);
  const missing = missingTicks(ticked);

  async function send() {
    setSending(true);
    setTrouble(await askForCode(texts));
    setSending(false);
  }

  const sendButton = (
    <Button disabled={missing > 0} busy={isSending} onClick={send}>
      {sendWords(missing, isSending)}
    </Button>
  );
  const updateButton = <Button onClick={applyUpdate}>{t('bind.consent.outdated_button')}</Button>;
  return (
    <Screen
      title={t('bind.consent.title')}
      back="/bind"
      note={<span role="status">{t(`bind.consent.${trouble || 'note_bar'}`)}</span>}
      noteIcon={trouble === 'offline' ? 'nosignal' : 'info'}
      dock={trouble === 'outdated' ? updateButton : sendButton}
      sheet={isRefusing && <Refusing onClose={() => setRefusing(false)} />}
    >
      <p class="lead">{t('bind.consent.lead')}</p>
      <ConsentPair consents={texts} ticked={ticked} onTick={setTicked} />
      <TextButton center onClick={() => setRefusing(true)}>
        {t('bind.consent.refuse')}
      </TextButton>
    </Screen>
  );
}

/** The way back for who came here without the details. */
export function NotFilled() {
  return (
    <Screen title={t('bind.title')} back="/bind">
      <Blank
        art="letter"
        title={t('bind.consent.not_filled_title')}
        text={t('bind.consent.not_filled_text')}
        action={<Button href="/bind">{t('bind.consent.not_filled_button')}</Button>}
      />
    </Screen>
  );
}

/**
 * Sends what was typed, with the versions agreed to; on success on to the code.
 * @param {Consents} texts
 * @returns {Promise<Trouble>}
 */
async function askForCode(texts) {
  const agreed = {
    privacy_version: texts.privacy.version,
    guardian_version: texts.guardian.version,
  };
  try {
    await requestCode({ ...toRequest(typedIn(draft.value)), ...agreed });
    await saveDraft({ ...agreed, agreed_at: nowInstant(), refused: {} });
    navigate('/bind/code');
    return '';
  } catch (error) {
    return troubleOf(error);
  }
}

/**
 * What came of it; fields that the server marked go back to the form.
 * @param {unknown} error
 * @returns {Trouble}
 */
function troubleOf(error) {
  if (error instanceof NoSignal) return 'offline';
  if (!(error instanceof Refused)) throw error;
  if (error.code === 'consent_outdated') return 'outdated';
  if (Object.keys(error.fields).length === 0) return 'busy';
  void saveDraft({ refused: error.fields });
  navigate('/bind');
  return '';
}

/**
 * @param {number} missing
 * @param {boolean} isSending
 */
function sendWords(missing, isSending) {
  if (missing > 0) return t('bind.consent.missing', { count: missing });
  return t(isSending ? 'bind.consent.sending' : 'bind.consent.send');
}
