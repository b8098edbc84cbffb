import { useState } from 'preact/hooks';
import { Button } from '../../../components/button.jsx';
import { Field } from '../../../components/field.jsx';
import { Note } from '../../../components/note.jsx';
import { Options } from '../../../components/options.jsx';
import { closeSheet, Sheet } from '../../../components/sheet.jsx';
import { accountToMend } from '../../../lib/claim-form.js';
import { newId } from '../../../lib/ids.js';
import { t } from '../../../lib/labels.js';
import { accountsOf } from '../../../store/claims.js';
import { chosenAccount } from './checklist.js';
import { problemWords } from './problem-words.js';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('../../../lib/claims.js').TypedAccount} TypedAccount */

/**
 * Where the payout goes: one of the family's accounts, or a new one.
 *
 * @param {{filler: Filler, says?: Record<string, string>}} props says: what the server said
 */
export function AccountSheet({ filler, says = {} }) {
  const { draft, change, open } = filler;
  const known = accountsOf(draft.policy_id);
  const [account, setAccount] = useState(draft.form.account ?? firstOf(draft));
  const [hasTried, setTried] = useState(false);
  const left = accountToMend(account);

  function take() {
    setTried(true);
    if (left[0]) return document.getElementById(`field-${left[0].field}`)?.focus();
    change({ account });
    closeSheet();
  }

  const words = Object.fromEntries(
    left.map(({ field, problem }) => [field, problemWords(problem)]),
  );
  return (
    <Sheet
      title={t('claims.document.bank_account')}
      onClose={() => open(null)}
      foot={<Button onClick={take}>{t('claims.account.take')}</Button>}
    >
      {known.length > 0 && (
        <Options
          name="account"
          label={t('claims.account.which')}
          value={account.isNew ? 'new' : account.id}
          options={[
            ...known.map(({ id, holder, bank, last4 }) => ({
              value: id,
              label: t('claims.account.of', { holder, tail: last4 }),
              text: bank,
            })),
            { value: 'new', label: t('claims.account.new') },
          ]}
          onValue={(id) => setAccount(id === 'new' ? blank() : { ...blank(), id, isNew: false })}
        />
      )}
      {account.isNew && (
        <NewAccount
          account={account}
          says={{ ...says, ...(hasTried && words) }}
          onChange={setAccount}
        />
      )}
    </Sheet>
  );
}

/**
 * @param {{account: TypedAccount, says: Record<string, string>,
 *   onChange: (account: TypedAccount) => void}} props
 */
function NewAccount({ account, says, onChange }) {
  const fields = /** @type {const} */ ([
    { name: 'holder', maxLength: 60 },
    { name: 'bank', maxLength: 60 },
    { name: 'number', maxLength: 30, inputMode: 'numeric' },
  ]);
  return (
    <section class="sect sect--form">
      {fields.map(({ name, ...more }) => (
        <Field
          key={name}
          {...more}
          name={`account.${name}`}
          label={t(`claims.account.${name}`)}
          hint={name === 'number' ? undefined : t(`claims.account.${name}_hint`)}
          error={says[`account.${name}`]}
          value={account[name]}
          onValue={(value) => onChange({ ...account, [name]: value })}
        />
      ))}
      <Note icon="lock" text={t('claims.account.note')} />
    </section>
  );
}

/** @param {import('../../../actions/claim-drafts.js').ClaimDraft} draft */
function firstOf(draft) {
  return chosenAccount(draft)?.typed ?? blank();
}

/** @returns {TypedAccount} */
function blank() {
  return { id: newId(), isNew: true, holder: '', bank: '', number: '' };
}
