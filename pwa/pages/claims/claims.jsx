import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { isFamilysTurn, isOver } from '../../lib/claim-state.js';
import { t } from '../../lib/labels.js';
import { claims } from '../../store/claims.js';
import { drafts, outboxReady } from '../../store/outbox.js';
import { ready, visibleCards } from '../../store/queries.js';
import { ClaimRow, DraftRow } from './claim-row.jsx';
import { whereOf } from './claim-words.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {{claim: ShownClaim, where: import('../../lib/claim-state.js').Where}} Placed */

/** Every claim of the family: what is being filled in, what is under way, what is over. */
export default function Claims() {
  const isReady = ready.value && outboxReady.value;
  const hasCards = visibleCards.value.length > 0;
  const begun = drafts.value.filter(({ kind, form }) => kind === 'claim' && !form.entry);
  const placed = claims.value.map((claim) => ({ claim, where: whereOf(claim) }));
  const isEmpty = isReady && placed.length === 0 && begun.length === 0;
  return (
    <Screen
      title={t('claims.title')}
      tab="claims"
      act={
        hasCards && (
          <Button icon="plus" href="/claims/new">
            {t('claims.new')}
          </Button>
        )
      }
    >
      {!isReady && placed.length === 0 && <Skeleton rows={3} />}
      {isEmpty && <Empty hasCards={hasCards} />}
      {begun.length > 0 && (
        <Section title={t('claims.begun')}>
          <Panel>
            {begun.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </Panel>
        </Section>
      )}
      <Group title={t('claims.under_way')} placed={placed.filter(({ where }) => !isOver(where))} />
      <Group title={t('claims.over')} placed={placed.filter(({ where }) => isOver(where))} />
      {isReady && <Note text={t('claims.direct_note')} />}
    </Screen>
  );
}

/** What waits for the family comes first. @param {{title: string, placed: Placed[]}} props */
function Group({ title, placed }) {
  if (placed.length === 0) return null;
  const isTurn = (/** @type {Placed} */ { where }) => isFamilysTurn(where);
  const ordered = [...placed.filter(isTurn), ...placed.filter((one) => !isTurn(one))];
  return (
    <Section title={title}>
      <Panel>
        {ordered.map(({ claim }) => (
          <ClaimRow key={claim.id} claim={claim} />
        ))}
      </Panel>
    </Section>
  );
}

/** @param {{hasCards: boolean}} props */
function Empty({ hasCards }) {
  if (hasCards)
    return <Blank art="bill" title={t('claims.empty.title')} text={t('claims.empty.text')} />;
  return (
    <Blank
      art="card"
      title={t('claims.no_card.title')}
      text={t('claims.no_card.text')}
      action={<Button href="/bind">{t('me.bind_first')}</Button>}
    />
  );
}
