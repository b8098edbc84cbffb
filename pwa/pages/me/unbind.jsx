import { useState } from 'preact/hooks';
import { unbindPhone } from '../../actions/phones.js';
import { Answer } from '../../components/answer.jsx';
import { Blank } from '../../components/blank.jsx';
import { Button, TextButton } from '../../components/button.jsx';
import { CodeEntry } from '../../components/code-entry.jsx';
import { CODE_LENGTH } from '../../components/code-input.jsx';
import { Note } from '../../components/note.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { cardOf, ready } from '../../store/queries.js';
import { CodeHelp } from '../bind/code-help.jsx';
import { contactWords } from './contact-words.js';
import { Foreign, usePhones, Waiting } from './phones.jsx';
import { Rename } from './rename.jsx';
import { useStepUp } from './use-step-up.js';

/** @typedef {import('../../lib/rows.js').Card} Card */
/** @typedef {import('../../actions/phones.js').Phone} Phone */

/**
 * Takes a card off another phone: why, then a code, then done.
 * @param {{id: string, binding: string}} props
 */
export default function Unbind({ id, binding }) {
  const card = cardOf(id);
  const [found, look] = usePhones(id);
  if (!card) return ready.value ? <Foreign /> : <Waiting />;
  const phone = Array.isArray(found) && found.find((one) => one.binding_id === binding);
  if (phone && !phone.this) return <Steps card={card} phone={phone} />;
  const back = `/me/phones/${id}`;
  return (
    <Screen title={t('phones.unbind.title')} back={back} tab="me">
      {found === 'loading' && <Skeleton rows={3} />}
      {(found === 'offline' || found === 'busy') && (
        <Blank
          art="phone"
          title={t(`phones.${found}_title`)}
          text={t(`phones.unbind.${found}`)}
          action={
            <Button kind="soft" onClick={look}>
              {t('phones.again')}
            </Button>
          }
        />
      )}
      {Array.isArray(found) && (
        <Blank
          art="phone"
          title={t(`phones.unbind.${phone ? 'this_title' : 'gone'}`)}
          text={phone ? t('phones.unbind.this_text') : undefined}
          action={<Button href={back}>{t('phones.unbind.back')}</Button>}
        />
      )}
    </Screen>
  );
}

/** @param {{card: Card, phone: Phone}} props */
function Steps({ card, phone }) {
  const [code, setCode] = useState('');
  const [isHelping, setHelping] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  const unbind = () => unbindPhone(card.id, phone.binding_id);
  const { sent, says, isBusy, isDone, send, enter } = useStepUp(card.id, unbind);
  if (isDone) return <Done card={card} phone={phone} />;
  const tail = card.phone_tail;
  const missing = sent ? CODE_LENGTH - code.length : 0;
  return (
    <Screen
      title={t('phones.unbind.title')}
      back={`/me/phones/${card.id}`}
      note={
        <span role="status">
          {says ? t(`phones.unbind.${says}`) : t('phones.unbind.why', { tail })}
        </span>
      }
      noteIcon={says ? 'info' : 'lock'}
      dock={
        <Button disabled={missing > 0} busy={isBusy} onClick={() => (sent ? enter(code) : send())}>
          {actWords(missing, Boolean(sent), isBusy)}
        </Button>
      }
      sheet={
        (isHelping && <CodeHelp isStepUp onClose={() => setHelping(false)} />) ||
        (isRenaming && (
          <Rename policyId={card.id} phone={phone} onClose={() => setRenaming(false)} />
        ))
      }
    >
      {sent && (
        <section class="sect">
          <p class="lead">{t('phones.unbind.lead', { tail })}</p>
          <CodeEntry
            {...sent}
            code={code}
            onCode={setCode}
            onAgain={send}
            onHelp={() => setHelping(true)}
          />
        </section>
      )}
      <Consequences card={card} phone={phone} />
      {!sent && (
        <TextButton center icon="pen" onClick={() => setRenaming(true)}>
          {t('phones.rename.row')}
        </TextButton>
      )}
    </Screen>
  );
}

/**
 * @param {number} missing digits
 * @param {boolean} wasSent
 * @param {boolean} isBusy
 */
function actWords(missing, wasSent, isBusy) {
  if (missing > 0) return t('bind.code.digits_left', { count: missing });
  if (isBusy) return t(`phones.unbind.${wasSent ? 'working' : 'sending'}`);
  return t(`phones.unbind.${wasSent ? 'act' : 'send'}`);
}

/** @param {{card: Card, phone: Phone}} props */
function Consequences({ card, phone }) {
  const child = card.child_name;
  return (
    <Answer
      caption={contactWords(phone)}
      title={t('phones.unbind.heading', { name: phone.name })}
      rows={['next', 'others', 'again'].map((name) => ({
        term: t(`phones.unbind.${name}`),
        value: t(`phones.unbind.${name}_b`, { child }),
        note: t(`phones.unbind.${name}_s`),
      }))}
    />
  );
}

/** @param {{card: Card, phone: Phone}} props */
function Done({ card, phone }) {
  const list = `/me/phones/${card.id}`;
  return (
    <Screen
      title={t('phones.unbind.title')}
      back={list}
      dock={<Button href={list}>{t('phones.unbind.back')}</Button>}
    >
      <div role="status">
        <Answer
          tone="ok"
          title={t('phones.unbind.done', { name: phone.name })}
          rows={[
            {
              term: t('phones.unbind.next'),
              value: t('phones.unbind.next_b', { child: card.child_name }),
              note: t('phones.unbind.next_s'),
            },
          ]}
        />
      </div>
      <Note icon="users" text={t('phones.unbind.others_done')} />
    </Screen>
  );
}
