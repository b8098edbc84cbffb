import { Button, TextButton } from '../../../components/button.jsx';
import { Panel } from '../../../components/panel.jsx';
import { Parts } from '../../../components/parts.jsx';
import { totalFen } from '../../../lib/claim-form.js';
import { day, money } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';
import { AccountSheet } from './account-sheet.jsx';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('./checklist.js').Checklist} Checklist */

/**
 * What will be handed in, each with the way to change it.
 *
 * @param {{filler: Filler, list: Checklist}} props
 */
export function Review({ filler, list }) {
  const { card, form, says, goTo, open } = filler;
  const { account, files } = list;
  const arrived = files.filter(({ state }) => state === 'delivered').length;
  const accountSays = Object.entries(says).filter(([field]) => field.startsWith('account'));
  const change = () => open(<AccountSheet filler={filler} says={says} />);
  return (
    <Panel label={t('claims.step.4')}>
      <Part term={t('claims.sign.visit')} onChange={() => goTo(2)}>
        <Parts of={[card.child_name, form.hospital, form.visited_on && day(form.visited_on)]} />
      </Part>
      <Part
        term={t('claims.sign.documents', { count: new Set(files.map(({ kind }) => kind)).size })}
        onChange={() => goTo(3)}
      >
        {t('claims.sign.photos', { count: files.length, arrived })}
      </Part>
      <Part
        term={t('claims.sign.account')}
        onChange={account ? change : undefined}
        says={accountSays.map(([, words]) => words).join(' ')}
      >
        {account ? (
          t('claims.account.of', { holder: account.holder, tail: account.last4 })
        ) : (
          <Button kind="soft" small onClick={change}>
            {t('claims.account.fill_in')}
          </Button>
        )}
      </Part>
      <Part term={t('claims.sign.total')} onChange={() => goTo(2)}>
        <span class="num">{money(totalFen(form))}</span>
      </Part>
    </Panel>
  );
}

/**
 * @param {{term: string, says?: string, onChange?: () => void,
 *   children: import('preact').ComponentChildren}} props says: what is wrong with it
 */
function Part({ term, says, onChange, children }) {
  return (
    <div class="qa">
      <div class="qa__b">
        <span>{term}</span>
        <b>{children}</b>
        {says && <em>{says}</em>}
      </div>
      {onChange && (
        <TextButton onClick={onChange}>
          {t('claims.sign.change')}
          <span class="vh">{term}</span>
        </TextButton>
      )}
    </div>
  );
}
