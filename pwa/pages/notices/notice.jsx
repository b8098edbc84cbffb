import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Facts } from '../../components/facts.jsx';
import { NodeTree, Words } from '../../components/node-tree.jsx';
import { Row, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { language, t } from '../../lib/labels.js';
import { ready } from '../../store/queries.js';
import { Awaited } from '../awaited.jsx';
import { dockOf, ReadMark } from './reading.jsx';
import { slotNodes } from './slots.jsx';
import { offlineWords, useNotices } from './use-notices.js';

/** @typedef {import('../../lib/notices.js').Notice} Notice */

/**
 * One notice; an important one asks to be read once a version.
 *
 * @param {{id: string}} props
 */
export default function NoticePage({ id }) {
  const notices = useNotices();
  const notice = notices?.find((one) => one.id === id);
  return (
    <Screen
      title={t('notices.title')}
      back="/notices"
      tab="cards"
      connectionText={offlineWords()}
      dock={notice?.important && ready.value && dockOf(notice)}
    >
      {!notices && <Awaited file="notices" rows={4} />}
      {notices && !notice && <Unknown />}
      {notices && notice && <Content notice={notice} all={notices} />}
    </Screen>
  );
}

/** @param {{notice: Notice, all: Notice[]}} props */
function Content({ notice, all }) {
  const { title, summary, nodes } = notice[language.value];
  const slots = slotNodes();
  return (
    <>
      <section class="notice-head">
        <h2>{title}</h2>
        <p class="lead">
          <Words nodes={summary} slots={slots} />
        </p>
        {notice.important && ready.value && <ReadMark notice={notice} />}
      </section>
      <NodeTree blocks={nodes} slots={slots} />
      <Related ids={notice.related} all={all} />
      <p class="cap">{t('notices.terms_decide')}</p>
      <Facts
        rows={[
          { term: t('common.source'), value: t('notices.chapters', { list: listOf(notice) }) },
          { term: t('notices.version'), value: notice.version },
        ]}
      />
    </>
  );
}

/** @param {{ids: string[], all: Notice[]}} props */
function Related({ ids, all }) {
  const others = ids.flatMap((id) => all.filter((notice) => notice.id === id));
  if (others.length === 0) return null;
  return (
    <Section title={t('notices.related')}>
      <ul class="panel">
        {others.map((notice) => (
          <li key={notice.id}>
            <Row title={notice[language.value].title} href={`/notices/${notice.id}`} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** @param {Notice} notice */
function listOf({ chapters }) {
  return chapters.join(t('notices.chapters_join'));
}

function Unknown() {
  return (
    <Blank
      art="letter"
      title={t('notices.unknown_title')}
      text={t('notices.unknown_text')}
      action={<Button href="/notices">{t('notices.to_all')}</Button>}
    />
  );
}
