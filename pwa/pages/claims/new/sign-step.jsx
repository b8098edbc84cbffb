import { useState } from 'preact/hooks';
import { submitClaim } from '../../../actions/claims.js';
import { Button } from '../../../components/button.jsx';
import { Note } from '../../../components/note.jsx';
import { Row } from '../../../components/panel.jsx';
import { Tick } from '../../../components/tick.jsx';
import { toMend } from '../../../lib/claim-form.js';
import { todayInChina } from '../../../lib/clock.js';
import { t } from '../../../lib/labels.js';
import { NotKept, Overtaken } from '../../../lib/outcome.js';
import { isWritten } from '../../../lib/signature.js';
import { leaveTo } from '../../../router.js';
import { attachmentsOf, filesOf } from '../../../store/claims.js';
import { connection } from '../../../store/connection.js';
import { checklistOf } from './checklist.js';
import { FormSheet } from './form-sheet.jsx';
import { Review } from './review.jsx';
import { Signature } from './signature.jsx';
import { StepScreen } from './step-screen.jsx';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('./checklist.js').Checklist} Checklist */

/** All of it once more, a signature, and off it goes. @param {Filler} filler */
export function SignStep(filler) {
  const { draft, form, change, open, depth } = filler;
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState('');
  const list = checklistOf(draft);
  const lacks = lackingIn(filler, list);
  const isOffline = connection.value.state === 'offline';

  async function submit() {
    setSending(true);
    try {
      const account = list.account?.typed ?? null;
      const whole = { ...draft, form: { ...form, account } };
      const earlier = isNewlySigned(form) ? [] : signaturesOf(draft.id);
      const attached = form.entry ? attachmentsOf(draft.id) : [];
      await submitClaim(whole, [...list.files, ...earlier], attached);
      leaveTo(`/claims/${draft.id}`, depth);
    } catch (error) {
      setTrouble(troubleOf(error));
      setSending(false);
    }
  }

  return (
    <StepScreen
      filler={filler}
      note={
        trouble ? (
          <span role="alert">{trouble}</span>
        ) : (
          t(`claims.sign.${isOffline ? 'offline' : 'note'}`)
        )
      }
      noteIcon={trouble ? 'alert' : isOffline ? 'nosignal' : 'check'}
      dock={
        <Button disabled={lacks !== ''} busy={isSending} onClick={submit}>
          {lacks || t('claims.sign.submit')}
        </Button>
      }
    >
      <Review filler={filler} list={list} />
      {list.missing.length > 0 && (
        <Note
          icon="turn"
          text={t('claims.sign.missing', {
            documents: list.missing
              .map((kind) => t(`claims.document.${kind}`))
              .join(t('claims.list_join')),
          })}
        />
      )}
      <div class="panel">
        <Row
          icon="file"
          title={t('claims.document.claim_form')}
          text={t('claims.sign.look')}
          onClick={() => open(<FormSheet filler={filler} account={list.account} />)}
        />
      </div>
      <Signature filler={filler} />
      <Tick
        name="agreed"
        label={t('claims.sign.agree')}
        isOn={form.agreed}
        onChange={(agreed) => change({ agreed })}
      />
    </StepScreen>
  );
}

/**
 * What keeps the claim from going, in a few words; '' when nothing does.
 * @param {Filler} filler
 * @param {Checklist} list
 */
function lackingIn({ draft, form, card }, list) {
  const left = [1, 2].flatMap((step) =>
    toMend(/** @type {1 | 2} */ (step), form, card, todayInChina()),
  );
  if (left.length > 0) return t('claims.sign.lacks_fields', { count: left.length });
  if (!list.account) return t('claims.sign.lacks_account');
  const isSigned = isNewlySigned(form) || signaturesOf(draft.id).length > 0;
  if (!isSigned) return t('claims.sign.lacks_signature');
  return form.agreed ? '' : t('claims.sign.lacks_tick');
}

/** @param {import('../../../lib/claims.js').ClaimForm} form */
function isNewlySigned({ strokes, signed_name }) {
  return isWritten(strokes) || signed_name.trim() !== '';
}

/** A claim that came back has its signature in the queue. @param {string} id */
function signaturesOf(id) {
  return filesOf(id).filter(({ kind }) => kind === 'signature');
}

/** @param {unknown} error */
function troubleOf(error) {
  if (error instanceof NotKept) return t('claims.full.note');
  if (error instanceof Overtaken) return t('claims.sent_meanwhile.title');
  throw error;
}
