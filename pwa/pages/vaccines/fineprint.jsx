import { Facts } from '../../components/facts.jsx';
import { Icon } from '../../components/icon.jsx';
import { Note } from '../../components/note.jsx';
import { Panel } from '../../components/panel.jsx';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';

/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */

/**
 * On every page: the clinic decides, and a date is advice.
 *
 * @param {{hasDates: boolean}} props
 */
export function ClinicDecides({ hasDates }) {
  return <Note text={t(hasDates ? 'vaccines.dates_are_advice' : 'vaccines.clinic_decides')} />;
}

/** Which schedule this follows, and where it is from. @param {{book: VaccineBook}} props */
export function BookFacts({ book }) {
  const { schedule } = book;
  return (
    <>
      <Facts
        rows={[
          { term: t('vaccines.schedule'), value: `${both(schedule.title)} ${schedule.document}` },
          { term: t('common.checked'), value: dotted(schedule.checked_on) },
        ]}
      />
      <Sources book={book} codes={schedule.sources} />
    </>
  );
}

/**
 * The sources by title, linked where their address is known, each with how much of it was read.
 *
 * @param {{book: VaccineBook, codes: string[]}} props
 */
export function Sources({ book, codes }) {
  return (
    <Panel>
      <details class="fold">
        <summary class="row">
          <span class="row__b">
            <span class="row__t">{t('vaccines.sources', { count: codes.length })}</span>
          </span>
          <Icon name="down" class="chev" />
        </summary>
        <ul class="fold__b vsources">
          {codes.map((code) => (
            <li key={code}>
              <Source source={book.sources[code]} />
            </li>
          ))}
        </ul>
      </details>
    </Panel>
  );
}

/** @param {{source: import('../../lib/vaccines.js').Source | undefined}} props */
function Source({ source }) {
  if (!source) return null;
  const kind = t(`vaccines.source.${source.kind}`);
  return (
    <>
      {source.url ? (
        <a class="link" href={source.url} target="_blank" rel="noreferrer">
          {both(source.title)}
        </a>
      ) : (
        both(source.title)
      )}
      <small>{t('vaccines.joined', { one: kind, other: t(`vaccines.read.${source.read}`) })}</small>
    </>
  );
}

/** What holds for all vaccines. @param {{book: VaccineBook}} props */
export function Principles({ book }) {
  return (
    <Panel>
      <details class="fold">
        <summary class="row">
          <span class="row__b">
            <span class="row__t">{t('vaccines.principles')}</span>
          </span>
          <Icon name="down" class="chev" />
        </summary>
        <div class="fold__b">
          {book.principles.items.map((item) => (
            <p key={item.en}>{both(item)}</p>
          ))}
        </div>
      </details>
    </Panel>
  );
}
