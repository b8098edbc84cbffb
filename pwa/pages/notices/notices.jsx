import { useState } from 'preact/hooks';
import { Section } from '../../components/panel.jsx';
import { Tag } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { SearchField } from '../../components/search-field.jsx';
import { language, t } from '../../lib/labels.js';
import { isUnread, listed } from '../../lib/notice-list.js';
import { wordsOf } from '../../lib/notice-search.js';
import { readVersions, slotWords, unreadNotices } from '../../store/notices.js';
import { Awaited } from '../awaited.jsx';
import { Results } from './results.jsx';
import { offlineWords, useNotices } from './use-notices.js';

/** @typedef {import('../../lib/notices.js').Notice} Notice */

/**
 * All notices: what to know before, at and after a visit.
 *
 * @param {{query: URLSearchParams}} props
 */
export default function NoticesPage({ query }) {
  const [typed, setTyped] = useState(query.get('q') ?? '');
  const notices = useNotices();
  return (
    <Screen title={t('notices.title')} back="/" tab="cards" connectionText={offlineWords()}>
      <p class="lead">{t('notices.lead')}</p>
      {!notices && <Awaited file="notices" rows={6} />}
      {notices && <SearchField label={t('notices.search')} value={typed} onValue={setTyped} />}
      {notices && typed.trim() && <Results notices={notices} typed={typed.trim()} />}
      {notices && !typed.trim() && <Groups notices={notices} />}
      <p class="cap">{t('notices.terms_decide')}</p>
    </Screen>
  );
}

/** @param {{notices: Notice[]}} props */
function Groups({ notices }) {
  const count = unreadNotices.value.length;
  return (
    <>
      {count > 0 && <p class="notice-left">{t('notices.unread', { count })}</p>}
      {listed(notices).map(({ group, rows }) => (
        <Section key={group} title={t(`notices.groups.${group}`)}>
          <ol class="panel">
            {rows.map(({ notice, number }) => (
              <li key={notice.id}>
                <NoticeRow notice={notice} number={number} />
              </li>
            ))}
          </ol>
        </Section>
      ))}
    </>
  );
}

/** @param {{notice: Notice, number: number}} props */
function NoticeRow({ notice, number }) {
  const { title, summary } = notice[language.value];
  return (
    <a class="row row--ic notice" href={`/notices/${notice.id}`}>
      <span class="notice__n">{number}</span>
      <span class="row__b">
        <span class="row__t notice-t">
          {title}
          {isUnread(notice, readVersions.value) && <Tag kind="free">{t('notices.must')}</Tag>}
        </span>
        <span class="row__s">{wordsOf(summary, slotWords.value)}</span>
      </span>
    </a>
  );
}
