import { Banner } from '../../../components/banner.jsx';
import { Button } from '../../../components/button.jsx';
import { Icon } from '../../../components/icon.jsx';
import { Need } from '../../../components/need.jsx';
import { Section } from '../../../components/panel.jsx';
import { Pill } from '../../../components/pill.jsx';
import { DOCUMENT_ICONS } from '../../../lib/claim-documents.js';
import { day } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';
import { connection } from '../../../store/connection.js';
import { useTaking } from '../use-taking.js';
import { AccountSheet } from './account-sheet.jsx';
import { checklistOf } from './checklist.js';
import { DocumentNeed } from './document-need.jsx';
import { withCoded } from './invoice-numbers.js';
import { StepScreen } from './step-screen.jsx';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('./checklist.js').Checklist} Checklist */

/** Photos of the papers, and what need not be photographed. @param {Filler} filler */
export function DocumentsStep(filler) {
  const { draft, form, keep, change, goOn } = filler;
  const list = checklistOf(draft);
  const taking = useTaking({
    owner: draft.id,
    policyId: draft.policy_id,
    before: keep,
    onInvoices: (coded) => change(({ invoices }) => ({ invoices: withCoded(invoices, coded) })),
  });
  return (
    <StepScreen
      filler={filler}
      about={<About form={form} />}
      dock={<Button onClick={goOn}>{t('claims.next')}</Button>}
    >
      {connection.value.state === 'offline' && (
        <Banner
          kind="wait"
          icon="nosignal"
          title={t('claims.documents.offline_title')}
          text={t('claims.documents.offline_text')}
        />
      )}
      <Yours filler={filler} list={list} taking={taking} />
      <Ours filler={filler} list={list} />
      {taking.inputs}
    </StepScreen>
  );
}

/** @param {{form: import('../../../lib/claims.js').ClaimForm}} props */
function About({ form: { hospital, visited_on } }) {
  return (
    <>
      {hospital}
      {hospital && visited_on && <i class="sep" aria-hidden="true" />}
      {visited_on && day(visited_on)}
    </>
  );
}

/**
 * @param {{filler: Filler, list: Checklist, taking: import('../use-taking.js').Taking}} props
 */
function Yours({ filler, list, taking }) {
  return (
    <Section
      title={t('claims.documents.yours')}
      aside={
        list.open > 0 && (
          <p class="cap" role="status">
            {t('claims.documents.open', { count: list.open })}
          </p>
        )
      }
    >
      <ul class="panel">
        {list.needs.map((need) => (
          <DocumentNeed key={need.kind} {...{ need, filler, taking }} />
        ))}
        {!list.account && (
          <Need
            icon="bankcard"
            title={t('claims.document.bank_account')}
            text={t('claims.about.bank_account')}
            end={
              <Pill kind="turn" icon="turn">
                {t('claims.documents.none_yet')}
              </Pill>
            }
          >
            <div class="btns">
              <Button
                kind="soft"
                small
                onClick={() => filler.open(<AccountSheet filler={filler} />)}
              >
                {t('claims.account.fill_in')}
              </Button>
            </div>
          </Need>
        )}
      </ul>
    </Section>
  );
}

/** What the family need not bring again. @param {{filler: Filler, list: Checklist}} props */
function Ours({ filler: { card }, list: { account, hasChildId } }) {
  const ready = [
    {
      kind: 'e_card',
      text: t('claims.about.e_card', { name: card.child_name, tail: card.number.slice(-4) }),
    },
    ...(hasChildId ? [{ kind: 'child_id', text: t('claims.about.child_id_kept') }] : []),
    ...(account
      ? [{ kind: 'bank_account', text: t('claims.account.tail', { tail: account.last4 }) }]
      : []),
    { kind: 'claim_form', text: t('claims.about.claim_form') },
  ];
  return (
    <Section title={t('claims.documents.ours')}>
      <ul class="panel">
        {ready.map(({ kind, text }) => (
          <Need
            key={kind}
            icon={DOCUMENT_ICONS[kind] ?? 'file'}
            title={t(`claims.document.${kind}`)}
            text={text}
            end={<Icon name="check" class="okk" />}
          />
        ))}
      </ul>
    </Section>
  );
}
