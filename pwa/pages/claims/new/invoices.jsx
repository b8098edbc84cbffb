import { Button, IconButton } from '../../../components/button.jsx';
import { Field } from '../../../components/field.jsx';
import { Money } from '../../../components/money.jsx';
import { Note } from '../../../components/note.jsx';
import { Panel, Section } from '../../../components/panel.jsx';
import { totalFen } from '../../../lib/claim-form.js';
import { day } from '../../../lib/format.js';
import { canScan } from '../../../lib/invoice-scan.js';
import { t } from '../../../lib/labels.js';
import { TakingNote } from '../taking-note.jsx';
import { useTaking } from '../use-taking.js';
import { claimedBefore, withCoded } from './invoice-numbers.js';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('../../../lib/claims.js').TypedInvoice} TypedInvoice */

const MOST_INVOICES = 40;

/** Every invoice with its amount, and what they add up to. @param {{filler: Filler}} props */
export function Invoices({ filler }) {
  const { form, says, change } = filler;
  const { invoices } = form;
  const total = totalFen(form);

  /**
   * @param {number} place
   * @param {Partial<TypedInvoice>} patch
   */
  const set = (place, patch) =>
    change({ invoices: invoices.map((one, at) => (at === place ? { ...one, ...patch } : one)) });

  return (
    <Section
      title={t('claims.invoices.title')}
      aside={
        total > 0 && (
          <p class="cap" role="status">
            {t('claims.invoices.total')} <Money fen={total} />
          </p>
        )
      }
    >
      {canScan() && <Scan filler={filler} />}
      {invoices.map((invoice, place) => (
        <Invoice
          key={place}
          {...{ invoice, place, says }}
          before={claimedBefore(invoice.number, filler.draft.id)}
          onChange={(patch) => set(place, patch)}
          onRemove={
            invoices.length > 1
              ? () => change({ invoices: invoices.filter((_, at) => at !== place) })
              : undefined
          }
        />
      ))}
      {says['claim.total_fen'] && <Note icon="alert" text={says['claim.total_fen']} />}
      {invoices.length < MOST_INVOICES && (
        <Button
          kind="soft"
          small
          icon="plus"
          onClick={() => change({ invoices: [...invoices, BLANK] })}
        >
          {t('claims.invoices.more')}
        </Button>
      )}
    </Section>
  );
}

/** @type {TypedInvoice} */
const BLANK = { number: '', amount: '', issued_on: null };

/**
 * @param {{invoice: TypedInvoice, place: number, says: Record<string, string>, before: string,
 *   onChange: (patch: Partial<TypedInvoice>) => void, onRemove?: () => void}} props
 *   before: where this number was claimed before, in words
 */
function Invoice({ invoice, place, says, before, onChange, onRemove }) {
  const path = `claim.invoices.${place}`;
  const name = t('claims.invoices.nth', { number: place + 1 });
  const { issued_on, from_code } = invoice;
  return (
    <Panel pad label={name} class="inv">
      <Field
        name={`${path}.amount_fen`}
        label={onRemove ? t('claims.invoices.amount_of', { name }) : t('claims.invoices.amount')}
        error={says[`${path}.amount_fen`]}
        inputMode="decimal"
        maxLength={14}
        placeholder="0.00"
        value={invoice.amount}
        onValue={(amount) => onChange({ amount })}
      />
      <Field
        name={`${path}.number`}
        label={t('claims.invoices.number')}
        hint={t('claims.optional')}
        error={says[`${path}.number`] ?? before}
        below={
          from_code
            ? t('claims.invoices.from_code', { day: issued_on ? day(issued_on) : '' })
            : undefined
        }
        inputMode="numeric"
        maxLength={40}
        value={invoice.number}
        onValue={(number) => onChange({ number, from_code: false, issued_on: null })}
      />
      {onRemove && (
        <IconButton icon="trash" label={t('claims.invoices.remove', { name })} onClick={onRemove} />
      )}
    </Panel>
  );
}

/** The phone reads the code of an invoice, and the photo is taken already. @param {{filler: Filler}} props */
function Scan({ filler }) {
  const { draft, change, keep } = filler;
  const taking = useTaking({
    owner: draft.id,
    policyId: draft.policy_id,
    before: keep,
    onInvoices: (coded) => change(({ invoices }) => ({ invoices: withCoded(invoices, coded) })),
  });
  return (
    <>
      <Button kind="soft" small icon="camera" onClick={() => taking.takePhoto({ kind: 'invoice' })}>
        {t('claims.invoices.scan')}
      </Button>
      <TakingNote taking={taking} about="invoice" />
      {taking.inputs}
    </>
  );
}
