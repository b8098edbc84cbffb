import { useState } from 'preact/hooks';
import { bind, draft, requestCode, saveDraft } from '../../actions/binding.js';
import { Button } from '../../components/button.jsx';
import { CodeEntry } from '../../components/code-entry.jsx';
import { CODE_LENGTH } from '../../components/code-input.jsx';
import { PhoneMasked } from '../../components/phone-masked.jsx';
import { Rich } from '../../components/rich.jsx';
import { Screen } from '../../components/screen.jsx';
import { t } from '../../lib/labels.js';
import { NoSignal, Refused } from '../../lib/outcome.js';
import { toE164 } from '../../lib/phone.js';
import { isInstalled } from '../../lib/which-phone.js';
import { navigate } from '../../router.js';
import { cards } from '../../store/queries.js';
import { Agreed } from './agreed.jsx';
import { toRequest } from './checks.js';
import { CodeHelp } from './code-help.jsx';
import { NotFilled } from './consent.jsx';
import { Done, goToCard } from './done.jsx';
import { typedIn } from './draft.js';
import { PhoneName } from './phone-name.jsx';

/** The code from the policyholder's phone, and a name for this one; then the card is here. */
export default function BindCode() {
  const [bound, setBound] = useState('');
  const [code, setCode] = useState('');
  const [says, setSays] = useState('');
  const [isBinding, setBinding] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const { challenge, device_name = '' } = draft.value;
  if (!challenge && !bound && !isBinding) return <NotFilled />;
  const missing = missingWords(code, device_name.trim());

  async function bindNow() {
    setBinding(true);
    setSays(await tryToBind(code, device_name.trim(), setBound));
    setBinding(false);
  }

  return (
    <Screen
      title={t('bind.code.title')}
      back="/bind/consent"
      note={<span role="status">{says || t('bind.code.note_bar')}</span>}
      noteIcon={says ? 'info' : 'bell'}
      dock={
        <Button disabled={Boolean(missing)} busy={isBinding} onClick={bindNow}>
          {missing || t(isBinding ? 'bind.code.binding' : 'bind.code.bind')}
        </Button>
      }
      sheet={sheetOf(bound, isHelping && <CodeHelp onClose={() => setHelping(false)} />)}
    >
      <Entry code={code} onCode={setCode} onSays={setSays} onHelp={() => setHelping(true)} />
      <PhoneName name={device_name} />
      <Agreed />
    </Screen>
  );
}

/**
 * Where the text goes, the six digits, and another text when it is time.
 *
 * @param {{code: string, onCode: (code: string) => void, onSays: (says: string) => void,
 *   onHelp: () => void}} props
 */
function Entry({ code, onCode, onSays, onHelp }) {
  const { sent_at = 0, resend_after_s = 0 } = draft.value;

  async function again() {
    onCode('');
    onSays(await askAgain());
  }

  return (
    <section class="sect">
      <p class="lead">
        <Rich text={t('bind.code.lead')} slots={{ phone: <PhoneMasked number={sentTo()} /> }} />
      </p>
      <CodeEntry
        code={code}
        sentAtMs={sent_at}
        resendAfterS={resend_after_s}
        onCode={onCode}
        onAgain={again}
        onHelp={onHelp}
      />
    </section>
  );
}

/**
 * @param {string} bound policy
 * @param {import('preact').ComponentChildren} otherwise
 */
function sheetOf(bound, otherwise) {
  return bound ? <Done policyId={bound} /> : otherwise;
}

/** The number that the text goes to, whole: E.164. */
function sentTo() {
  const { region, phone } = typedIn(draft.value);
  return toE164(region, phone) ?? phone;
}

/**
 * What is still missing before binding; blank when nothing is.
 * @param {string} code
 * @param {string} name
 */
function missingWords(code, name) {
  const count = CODE_LENGTH - code.length;
  if (count > 0) return t('bind.code.digits_left', { count });
  return name ? '' : t('bind.code.name_left');
}

/** Asks for another code with the same details; says what came of it. */
async function askAgain() {
  const { privacy_version, guardian_version } = draft.value;
  try {
    await requestCode({ ...toRequest(typedIn(draft.value)), privacy_version, guardian_version });
    return t('bind.code.sent_again');
  } catch (error) {
    if (error instanceof NoSignal) return t('bind.code.offline');
    if (error instanceof Refused) return t('bind.consent.busy');
    throw error;
  }
}

/**
 * Binds, then goes to the card; the first card of this phone offers the home screen once.
 * @param {string} code
 * @param {string} deviceName
 * @param {(policyId: string) => void} onBound
 * @returns {Promise<string>} what to say when it didn't work out
 */
async function tryToBind(code, deviceName, onBound) {
  const isFirst = cards.value.length === 0;
  try {
    const { challenge } = draft.value;
    const { policy_id } = await bind({ challenge, code, deviceName });
    if (isFirst && !isInstalled()) onBound(policy_id);
    else goToCard(policy_id);
    return '';
  } catch (error) {
    if (error instanceof NoSignal) return t('bind.code.offline');
    if (!(error instanceof Refused)) throw error;
    await saveDraft({ device_name: deviceName });
    navigate('/bind/failed');
    return '';
  }
}
