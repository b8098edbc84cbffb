import { Picture } from '../../components/tile.jsx';
import { numberOf } from '../../lib/claim-state.js';
import { t } from '../../lib/labels.js';
import { documentsOf } from '../../store/claims.js';
import { pictureOf } from './pictures.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claims.js').ClaimDocument} ClaimDocument */

/** What the assessor asks for: photos again, each with its place, and other documents. @param {{claim: ShownClaim}} props */
export function Asks({ claim }) {
  const documents = documentsOf(claim.id);
  const retakes = documents.filter(({ state }) => state === 'retake_requested');
  const open = claim.requests.filter(({ answered_at }) => !answered_at);
  return (
    <>
      {retakes.map((document) => (
        <Retake key={document.id} document={document} number={numberOf(document, documents)} />
      ))}
      {open
        .filter(({ kinds, note }) => kinds.length > 0 || (note && retakes.length === 0))
        .map(({ id, kinds, note }) => (
          <section key={id} class="panel ask">
            <div class="ask__t">
              <div>
                <h2>{askWords(kinds)}</h2>
                {note && <p>{note}</p>}
              </div>
            </div>
          </section>
        ))}
    </>
  );
}

/** @param {{document: ClaimDocument, number: number}} props */
function Retake({ document, number }) {
  const { kind, request } = document;
  const name = t('claims.nth_of', { document: t(`claims.document.${kind}`), number });
  return (
    <section class="panel ask">
      <div class="ask__t">
        <Marked document={document} size="thumb" />
        <div>
          <h2>{t('claims.asks.retake', { name })}</h2>
          <p>{request?.note || t('claims.asks.retake_how')}</p>
        </div>
      </div>
    </section>
  );
}

/**
 * The photo as it was sent, with the place that can't be read.
 *
 * @param {{document: ClaimDocument, size: 'thumb' | 'preview'}} props
 */
export function Marked({ document, size }) {
  const mark = document.request?.mark;
  const share = (/** @type {number} */ part) => `${part * 100}%`;
  return (
    <div class="marked">
      <Picture {...pictureOf(document, size)}>
        {mark && (
          <i
            style={{
              left: share(mark.x),
              top: share(mark.y),
              width: share(mark.w),
              height: share(mark.h),
            }}
          />
        )}
      </Picture>
    </div>
  );
}

/** @param {string[]} kinds */
export function askWords(kinds) {
  if (kinds.length === 0) return t('claims.asks.words');
  const names = kinds.map((kind) => t(`claims.document.${kind}`)).join(t('claims.list_join'));
  return t('claims.asks.documents', { documents: names });
}
