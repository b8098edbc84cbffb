import { Blank } from '../../components/blank.jsx';
import { language, t } from '../../lib/labels.js';
import { searchNotices } from '../../lib/notice-search.js';
import { navigate } from '../../router.js';
import { slotWords } from '../../store/notices.js';

/** @typedef {import('../../lib/marking.js').Piece} Piece */

/**
 * The notices that hold the words that were typed, each with the sentence that does.
 *
 * @param {{notices: import('../../lib/notices.js').Notice[], typed: string}} props
 */
export function Results({ notices, typed }) {
  const found = searchNotices(notices, typed, language.value, slotWords.value);
  return (
    <>
      <p class="cap" role="status">
        {found.length > 0 && t('notices.found', { count: found.length })}
      </p>
      {found.length > 0 ? (
        <ul class="panel">
          {found.map(({ id, title, sentence }) => (
            <li key={id}>
              <a class="row" href={`/notices/${id}`} onClick={() => keepSearch(typed)}>
                <span class="row__b">
                  <span class="row__t notice-t">
                    <Marked pieces={title} />
                  </span>
                  <span class="row__s">
                    <Marked pieces={sentence} />
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <Blank art="letter" title={t('notices.none_title', { typed })}>
          {t('notices.none_text')}
        </Blank>
      )}
    </>
  );
}

/** @param {{pieces: Piece[]}} props */
function Marked({ pieces }) {
  return (
    <>{pieces.map(({ text, isHit }, index) => (isHit ? <mark key={index}>{text}</mark> : text))}</>
  );
}

/** Coming back finds the same results. @param {string} typed */
function keepSearch(typed) {
  navigate(`/notices?q=${encodeURIComponent(typed)}`, { replace: true });
}
