import { useState } from 'preact/hooks';
import { draft, saveDraft } from '../../actions/binding.js';
import { Banner } from '../../components/banner.jsx';
import { Button } from '../../components/button.jsx';
import { CODE_LIFE_MS } from '../../components/code-entry.jsx';
import { Note } from '../../components/note.jsx';
import { Screen } from '../../components/screen.jsx';
import { Segmented } from '../../components/segmented.jsx';
import { now, todayInChina } from '../../lib/clock.js';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';
import { connection } from '../../store/connection.js';
import { FIELDS, fieldsToFix } from './checks.js';
import { typedIn } from './draft.js';
import { BindField } from './fields.jsx';

/** @typedef {import('./checks.js').Field} Field */
/** @typedef {import('./checks.js').Typed} Typed */

/** The form for the details of a policy; nothing leaves the phone here. */
export default function BindForm() {
  const typed = typedIn(draft.value);
  const [left, setLeft] = useState(/** @type {Field[]} */ ([]));
  const [hasTried, setTried] = useState(false);
  const toFix = fieldsToFix(typed, todayInChina());
  const count = hasTried ? toFix.length : 0;

  /** @param {SubmitEvent} event */
  function goOn(event) {
    event.preventDefault();
    setTried(true);
    setLeft(FIELDS[typed.kind]);
    if (toFix[0]) document.getElementById(`field-${toFix[0]}`)?.focus();
    else navigate('/bind/consent');
  }

  return (
    <form noValidate onSubmit={goOn}>
      <Screen
        title={t('bind.title')}
        back="/"
        note={count > 0 ? t('bind.check_fields', { count }) : t('bind.note_bar')}
        noteIcon={count > 0 ? 'info' : 'check'}
        dock={<Button type="submit">{t('bind.next')}</Button>}
      >
        <Kinds kind={typed.kind} />
        <Weather />
        <p class="lead">{t(`bind.lead_${typed.kind}`)}</p>
        <Fields typed={typed} left={left} onLeave={(field) => setLeft([...left, field])} />
        <Remarks kind={typed.kind} />
      </Screen>
    </form>
  );
}

/** A policy of one's own, or one through an employer. @param {{kind: Typed['kind']}} props */
function Kinds({ kind }) {
  return (
    <Segmented
      name="kind"
      label={t('bind.tabs_label')}
      value={kind}
      options={[
        { value: 'individual', label: t('bind.tab_individual') },
        { value: 'group', label: t('bind.tab_group') },
      ]}
      onValue={(chosen) => saveDraft({ kind: chosen })}
    />
  );
}

/** @param {{typed: Typed, left: Field[], onLeave: (field: Field) => void}} props */
function Fields({ typed, left, onLeave }) {
  return (
    <section class="sect sect--form">
      {FIELDS[typed.kind].map((field) => (
        <BindField
          key={field}
          field={field}
          typed={typed}
          isLeft={left.includes(field)}
          onLeave={() => onLeave(field)}
        />
      ))}
    </section>
  );
}

/** What stands in the way, or is already under way. */
function Weather() {
  const refused = Object.keys(draft.value.refused ?? {}).length;
  return (
    <>
      {connection.value.state === 'offline' && (
        <Banner
          kind="fact"
          icon="nosignal"
          title={t('bind.offline_title')}
          text={t('bind.offline_text')}
          isNews
        />
      )}
      {refused > 0 && <Banner kind="fact" icon="info" text={t('bind.server_fields')} isNews />}
      {hasLiveCode() && (
        <Banner
          kind="move"
          icon="chat"
          title={t('bind.code_out_title')}
          text={t('bind.code_out_text')}
          action={
            <Button small kind="soft" href="/bind/code">
              {t('bind.code_out_button')}
            </Button>
          }
        />
      )}
    </>
  );
}

/** @param {{kind: 'individual' | 'group'}} props */
function Remarks({ kind }) {
  return (
    <>
      <Note icon="clock" text={t('bind.note_new')} />
      {kind === 'group' && <Note icon="users" text={t('bind.note_group')} />}
      <Note icon="phonecall" text={t('bind.note_hotline')} />
    </>
  );
}

/** Whether the page was closed between the code and its entry. */
function hasLiveCode() {
  const { challenge, sent_at } = draft.value;
  return Boolean(challenge) && now() - sent_at < CODE_LIFE_MS;
}
