import { Values } from '../../../components/facts.jsx';
import { Mask } from '../../../components/mask.jsx';
import { Note } from '../../../components/note.jsx';
import { Sheet } from '../../../components/sheet.jsx';
import { totalFen } from '../../../lib/claim-form.js';
import { fullDate, money } from '../../../lib/format.js';
import { both, t } from '../../../lib/labels.js';

/**
 * What the service writes on the claim form, to be read before it is signed.
 *
 * @param {{filler: import('./wizard.jsx').Filler,
 *   account: import('./checklist.js').Chosen | null}} props
 */
export function FormSheet({ filler: { form, card, open }, account }) {
  const rows = [
    ['child', card.child_name],
    ['policy', card.number],
    ['plan', both(card.plan_name)],
    ['kind', form.kind && t(`claims.kind.${form.kind}`)],
    ['hospital', form.hospital],
    ['department', form.department],
    ['on', form.visited_on && fullDate(form.visited_on)],
    ['to', form.kind === 'public_inpatient' && form.discharged_on && fullDate(form.discharged_on)],
    ['diagnosis', form.diagnosis],
    ['invoices', t('claims.invoices.count', { count: form.invoices.length })],
    ['total', money(totalFen(form))],
    ['account', account && <Account account={account} />],
  ];
  return (
    <Sheet title={t('claims.document.claim_form')} onClose={() => open(null)}>
      <Values
        rows={rows
          .filter(([, value]) => value)
          .map(([name, value]) => ({ term: t(`claims.form.${name}`), value }))}
      />
      <Note icon="pen" text={t('claims.form.note')} />
    </Sheet>
  );
}

/** @param {{account: import('./checklist.js').Chosen}} props */
function Account({ account: { holder, bank, last4 } }) {
  return (
    <>
      {holder} {bank} <Mask />
      {last4}
    </>
  );
}
