import { useCallback, useEffect, useState } from 'preact/hooks';
import { listPhones } from '../../actions/phones.js';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { NoSignal, Refused } from '../../lib/outcome.js';
import { cardOf, ready } from '../../store/queries.js';
import { contactWords } from './contact-words.js';
import { Invite } from './invite.jsx';
import { pendingNames, Rename } from './rename.jsx';

/** @typedef {import('../../actions/phones.js').Phone} Phone */
/** @typedef {Phone[] | 'loading' | 'offline' | 'busy'} Found */

/** The phones that share a card, asked of the server each time. @param {{id: string}} props */
export default function Phones({ id }) {
  const card = cardOf(id);
  const [found, look] = usePhones(id);
  const [isInviting, setInviting] = useState(false);
  const [renamed, setRenamed] = useState(/** @type {Phone | null} */ (null));
  if (!card) return ready.value ? <Foreign /> : <Waiting />;
  return (
    <Screen
      title={t('phones.title')}
      back="/me"
      tab="me"
      sheet={
        (isInviting && <Invite onClose={() => setInviting(false)} />) ||
        (renamed && <Rename policyId={id} phone={renamed} onClose={() => setRenamed(null)} />)
      }
    >
      <p class="lead">{t('phones.lead', { name: card.child_name })}</p>
      {Array.isArray(found) ? (
        <List policyId={id} phones={found} onRename={setRenamed} />
      ) : (
        <NotThere found={found} onAgain={look} />
      )}
      <Panel>
        <Row icon="plus" tone="act" title={t('me.invite')} onClick={() => setInviting(true)} />
      </Panel>
      {Array.isArray(found) && found.length > 1 && <Note text={t('phones.note')} />}
    </Screen>
  );
}

/**
 * @param {{policyId: string, phones: Phone[], onRename: (phone: Phone) => void}} props
 */
function List({ policyId, phones, onRename }) {
  const pending = pendingNames();
  const ownFirst = [...phones].sort((one, other) => Number(other.this) - Number(one.this));
  return (
    <Panel>
      {ownFirst.map((phone) => {
        const name = pending.get(phone.binding_id) ?? phone.name;
        const isPending = pending.has(phone.binding_id);
        return (
          <Row
            key={phone.binding_id}
            icon="mobile"
            title={phone.this ? t('phones.name_this', { name }) : name}
            text={isPending ? t('phones.rename.pending') : contactWords(phone)}
            href={phone.this ? undefined : `/me/phones/${policyId}/unbind/${phone.binding_id}`}
            onClick={phone.this ? () => onRename({ ...phone, name }) : undefined}
          />
        );
      })}
    </Panel>
  );
}

/** @param {{found: 'loading' | 'offline' | 'busy', onAgain: () => void}} props */
function NotThere({ found, onAgain }) {
  if (found === 'loading') return <Skeleton rows={3} />;
  return (
    <Blank
      art="phone"
      title={t(`phones.${found}_title`)}
      text={t(`phones.${found}_text`)}
      action={
        <Button kind="soft" onClick={onAgain}>
          {t('phones.again')}
        </Button>
      }
    />
  );
}

/** The card isn't on this phone: an old link, or it was unbound meanwhile. */
export function Foreign() {
  return (
    <Screen title={t('phones.title')} back="/me" tab="me">
      <Blank
        art="card"
        title={t('phones.foreign_title')}
        text={t('phones.foreign_text')}
        action={<Button href="/">{t('phones.to_cards')}</Button>}
      />
    </Screen>
  );
}

/** The disk is being read. */
export function Waiting() {
  return (
    <Screen title={t('phones.title')} back="/me" tab="me">
      <Skeleton rows={3} />
    </Screen>
  );
}

/**
 * The list as far as it is known, and a way to ask again.
 * @param {string} policyId
 * @returns {[Found, () => void]}
 */
export function usePhones(policyId) {
  const [found, setFound] = useState(/** @type {Found} */ ('loading'));
  const look = useCallback(async () => {
    setFound('loading');
    setFound(await fetchPhones(policyId));
  }, [policyId]);
  const waiting = pendingNames().size;
  useEffect(() => {
    // Also when a new name has arrived.
    void look();
  }, [look, waiting]);
  return [found, look];
}

/**
 * @param {string} policyId
 * @returns {Promise<Found>}
 */
async function fetchPhones(policyId) {
  try {
    return await listPhones(policyId);
  } catch (error) {
    if (error instanceof NoSignal) return 'offline';
    if (error instanceof Refused) return 'busy';
    throw error;
  }
}
