import { useState } from 'preact/hooks';
import { confirmAccount } from '../../actions/claims.js';
import { Answer } from '../../components/answer.jsx';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { CodeEntry } from '../../components/code-entry.jsx';
import { CODE_LENGTH } from '../../components/code-input.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { accountOf } from '../../store/claims.js';
import { cardOf, ready } from '../../store/queries.js';
import { CodeHelp } from '../bind/code-help.jsx';
import { useStepUp } from '../me/use-step-up.js';

/** @typedef {import('../../lib/claims.js').PayoutAccount} PayoutAccount */

/** A code to the policyholder's phone says that payouts may go there. @param {{id: string}} props */
export default function ConfirmAccount({ id }) {
  const account = accountOf(id);
  if (account) return <Steps account={account} />;
  return (
    <Screen title={t('claims.account.confirm_page')} back="/claims" tab="claims">
      {ready.value ? (
        <Blank
          art="bill"
          title={t('claims.account.unknown')}
          action={<Button href="/claims">{t('claims.gone.button')}</Button>}
        />
      ) : (
        <Skeleton rows={3} />
      )}
    </Screen>
  );
}

/** @param {{account: PayoutAccount}} props */
function Steps({ account }) {
  const [code, setCode] = useState('');
  const [isHelping, setHelping] = useState(false);
  const confirm = () => confirmAccount(account);
  const { sent, says, isBusy, isDone, send, enter } = useStepUp(account.policy_id, confirm);
  const tail = cardOf(account.policy_id)?.phone_tail ?? '';
  const missing = sent ? CODE_LENGTH - code.length : 0;
  if (isDone || account.state === 'confirmed') return <Done account={account} />;
  return (
    <Screen
      title={t('claims.account.confirm_page')}
      back="/claims"
      note={
        <span role="status">
          {says ? t(`claims.account.says.${says}`) : t('claims.account.why_code', { tail })}
        </span>
      }
      noteIcon={says ? 'info' : 'lock'}
      dock={
        <Button disabled={missing > 0} busy={isBusy} onClick={() => (sent ? enter(code) : send())}>
          {missing > 0
            ? t('bind.code.digits_left', { count: missing })
            : t(sent ? 'claims.account.confirm' : 'phones.unbind.send')}
        </Button>
      }
      sheet={isHelping && <CodeHelp isStepUp onClose={() => setHelping(false)} />}
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
      <Details
        account={account}
        title={t('claims.account.confirm_title', { tail: account.last4 })}
      />
    </Screen>
  );
}

/** @param {{account: PayoutAccount, title: string, tone?: 'plain' | 'ok'}} props */
function Details({ account, title, tone = 'plain' }) {
  const { holder, bank, last4 } = account;
  return (
    <Answer
      tone={tone}
      title={title}
      rows={[
        { term: t('claims.account.holder'), value: holder },
        {
          term: t('claims.account.bank'),
          value: bank,
          note: t('claims.account.tail', { tail: last4 }),
        },
      ]}
    />
  );
}

/** @param {{account: PayoutAccount}} props */
function Done({ account }) {
  const words = account.state === 'confirmed' ? 'confirmed' : 'confirming';
  return (
    <Screen
      title={t('claims.account.confirm_page')}
      back="/claims"
      dock={<Button href="/claims">{t('claims.gone.button')}</Button>}
    >
      <div role="status">
        <Details tone="ok" account={account} title={t(`claims.account.${words}`)} />
      </div>
    </Screen>
  );
}
