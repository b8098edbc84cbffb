import { useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { isSettled, mayReopen, whereIs } from '../../lib/complaint-state.js';
import { both, t } from '../../lib/labels.js';
import { complaints } from '../../store/complaints.js';
import { drafts, outboxReady } from '../../store/outbox.js';
import { operator, ready, visibleCards } from '../../store/queries.js';
import { AnswerAndWays } from './answer.jsx';
import { ComplaintRow, DraftRow } from './complaint-row.jsx';
import { complaintsAddress, mailHref } from './mail.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */

/** The three ways to complain, and every complaint of the family. */
export default function Complaints() {
  const [sheet, open] = useState(/** @type {any} */ (null));
  const isReady = ready.value && outboxReady.value;
  const hasCards = visibleCards.value.length > 0;
  const all = complaints.value;
  const begun = drafts.value.filter(({ kind, form }) => kind === 'complaint' && !form.entry);
  const answered = all.filter((one) => whereIs(one) === 'answered');
  return (
    <Screen
      title={t('complaints.title')}
      back="/me"
      dock={
        hasCards && (
          <Button icon="pen" href="/complaints/new">
            {t('complaints.new')}
          </Button>
        )
      }
      sheet={sheet}
    >
      <p class="lead">{leadWords()}</p>
      <Ways />
      {!isReady && all.length === 0 && <Skeleton rows={2} />}
      {isReady && !hasCards && <NoCard />}
      {isReady && hasCards && all.length + begun.length === 0 && (
        <p class="cap cap--mid">{t('complaints.none')}</p>
      )}
      {begun.length > 0 && (
        <Section title={t('complaints.begun')}>
          <Panel>
            {begun.map((draft) => (
              <DraftRow key={draft.id} draft={draft} />
            ))}
          </Panel>
        </Section>
      )}
      <Group title={t('complaints.under_way')} of={all.filter((one) => !isSettled(whereIs(one)))} />
      <Answered of={answered} open={open} />
      <Group title={t('complaints.over')} of={all.filter((one) => whereIs(one) === 'closed')} />
    </Screen>
  );
}

/** Within how long a complaint is answered, once the operator's figures are here. */
function leadWords() {
  const days = operator.value.complaint_working_days;
  return days ? t('complaints.lead_days', { days }) : t('complaints.lead');
}

/** By phone, by mail. */
function Ways() {
  const { hotline, hotline_hours } = operator.value;
  return (
    <Panel>
      <HotlineRow
        title={t('complaints.call')}
        text={t('complaints.call_text', { hotline, hours: both(hotline_hours) })}
      />
      {complaintsAddress() && (
        <Row
          icon="send"
          title={t('complaints.mail.title')}
          text={t('complaints.mail.text')}
          href={mailHref()}
        />
      )}
    </Panel>
  );
}

/** @param {{title: string, of: ShownComplaint[]}} props */
function Group({ title, of }) {
  if (of.length === 0) return null;
  return (
    <Section title={title}>
      <Panel>
        {of.map((complaint) => (
          <ComplaintRow key={complaint.id} complaint={complaint} />
        ))}
      </Panel>
    </Section>
  );
}

/**
 * Each with its answer, and the two ways on.
 *
 * @param {{of: ShownComplaint[], open: (sheet: any) => void}} props
 */
function Answered({ of, open }) {
  if (of.length === 0) return null;
  return (
    <Section title={t('complaints.answered')}>
      {of.map((complaint) => (
        <Panel key={complaint.id}>
          <ComplaintRow complaint={complaint} />
          <AnswerAndWays complaint={complaint} open={open} />
        </Panel>
      ))}
      {of.some(mayReopen) && <p class="cap">{t('complaints.again.note')}</p>}
    </Section>
  );
}

function NoCard() {
  return (
    <Blank
      art="card"
      title={t('complaints.no_card.title')}
      text={t('complaints.no_card.text')}
      action={<Button href="/bind">{t('me.bind_first')}</Button>}
    />
  );
}
