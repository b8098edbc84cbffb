import { useState } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Parts } from '../../components/parts.jsx';
import { Pill } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { lastAnswer, whereIs } from '../../lib/complaint-state.js';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { complaintOf } from '../../store/complaints.js';
import { outboxReady } from '../../store/outbox.js';
import { cardOf, leaseOver, ready, visit } from '../../store/queries.js';
import { ContactFirst } from '../cards/contact-first.jsx';
import { AnswerAndWays, Settle } from './answer.jsx';
import { pillOf } from './complaint-words.js';
import { ComplaintPhotos } from './photos.jsx';
import { ComplaintTimeline } from './timeline.jsx';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */
/** @typedef {import('../../lib/complaint-state.js').Where} Where */

/** One complaint: what was written, what was answered, by when. @param {{id: string}} props */
export default function ComplaintPage({ id }) {
  const complaint = complaintOf(id);
  const isReady = ready.value && outboxReady.value;
  if (complaint && leaseOver(complaint.policy_id)) return <Frame content={<ContactFirst />} />;
  if (complaint) return <Whole complaint={complaint} />;
  return <Frame content={isReady ? <Unknown /> : <Skeleton rows={4} />} />;
}

/** @param {{complaint: ShownComplaint}} props */
function Whole({ complaint }) {
  const [sheet, open] = useState(/** @type {any} */ (null));
  const where = whereIs(complaint);
  const answer = lastAnswer(complaint);
  return (
    <Screen
      title={t('complaints.one')}
      back="/complaints"
      dock={dockOf(complaint, where)}
      sheet={sheet}
    >
      <Head complaint={complaint} />
      {answer && (where === 'answered' || where === 'closed') && (
        <Section title={t(`complaints.${answer.kind === 'closed' ? 'why_closed' : 'our_answer'}`)}>
          <Panel>
            <AnswerAndWays complaint={complaint} open={open} />
          </Panel>
        </Section>
      )}
      <ComplaintTimeline complaint={complaint} where={where} />
      <Written complaint={complaint} />
      <ComplaintPhotos complaint={complaint} open={open} />
      <Ways complaint={complaint} where={where} open={open} />
    </Screen>
  );
}

/**
 * What came back is mended at once; otherwise nothing is the family's to do but what stands with
 * the answer.
 * @param {ShownComplaint} complaint
 * @param {Where} where
 */
function dockOf({ id, unsent }, where) {
  const href =
    where === 'refused'
      ? `/complaints/new?entry=${unsent?.id}`
      : where === 'again_refused'
        ? `/complaints/${id}/again`
        : '';
  if (!href) return undefined;
  return (
    <Button icon="pen" href={href}>
      {t('complaints.mend')}
    </Button>
  );
}

/** @param {{complaint: ShownComplaint}} props */
function Head({ complaint }) {
  const { words, ...look } = pillOf(complaint);
  const { policy_id, topic, receipt } = complaint;
  return (
    <section class="ch">
      <p class="lead">
        <Parts of={[cardOf(policy_id)?.child_name, t(`complaints.topic.${topic}`)]} />
      </p>
      <div class="ch__r">
        <p class="num">
          {receipt ? t('complaints.receipt', { receipt }) : t('complaints.no_receipt')}
        </p>
        <Pill {...look}>{words}</Pill>
      </div>
    </section>
  );
}

/** @param {{complaint: ShownComplaint}} props */
function Written({ complaint: { text, wish, call_back, visit_id } }) {
  const about = visit_id ? visit(visit_id) : undefined;
  return (
    <Section title={t('complaints.written')}>
      <Panel pad>
        <p class="said">{text}</p>
        {wish && <p class="said">{t('complaints.wished', { wish })}</p>}
        {about && (
          <p class="cap">
            {t('complaints.visit_of', { hospital: about.hospital, day: day(about.visited_on) })}
          </p>
        )}
        {call_back && <p class="cap">{t('complaints.will_call')}</p>}
      </Panel>
    </Section>
  );
}

/**
 * What else can be done.
 *
 * @param {{complaint: ShownComplaint, where: Where, open: (sheet: any) => void}} props
 */
function Ways({ complaint, where, open }) {
  const isUnsent = where === 'unsent' || where === 'again_unsent';
  return (
    <Panel label={t('complaints.ways')}>
      {isUnsent && (
        <Row
          icon="send"
          title={t('claims.ways.outbox')}
          text={t('claims.ways.outbox_text')}
          href="/outbox"
        />
      )}
      <HotlineRow title={t('complaints.ask')} text={t('complaints.ask_text')} />
      {(where === 'received' || where === 'reopened') && (
        <Row
          icon="undo"
          title={t('complaints.settle.early')}
          onClick={() => open(<Settle complaint={complaint} onClose={() => open(null)} />)}
        />
      )}
    </Panel>
  );
}

function Unknown() {
  return (
    <Blank
      art="letter"
      title={t('complaints.unknown.title')}
      text={t('complaints.unknown.text')}
      action={<Button href="/complaints">{t('complaints.all')}</Button>}
    />
  );
}

/** @param {{content: import('preact').ComponentChildren}} props */
function Frame({ content }) {
  return (
    <Screen title={t('complaints.one')} back="/complaints">
      {content}
    </Screen>
  );
}
