import { useEffect } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { BLANK_DOSE, doseFormOf } from '../../lib/dose-form.js';
import { t } from '../../lib/labels.js';
import { dosesOfChild, recordedDose } from '../../store/doses.js';
import { drafts, outboxReady } from '../../store/outbox.js';
import { ready, visibleCards } from '../../store/queries.js';
import { vaccines, want } from '../../store/static.js';
import { Awaited } from '../awaited.jsx';
import { frontCard } from '../wallet.js';
import { DoseFields } from './dose-fields.jsx';

/** @typedef {import('./use-dose-form.js').DoseDraft} DoseDraft */
/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */

/**
 * A dose to record, or one that is recorded, to be corrected or removed.
 *
 * @param {{id: string, query: URLSearchParams}} props
 */
export default function Dose({ id, query }) {
  useEffect(() => want('vaccines'), []);
  const book = vaccines.value;
  const isReady = ready.value && outboxReady.value;
  if (isReady && book && visibleCards.value.length > 0) {
    return <DoseFields key={id} book={book} first={firstOf(id, query, book)} />;
  }
  return (
    <Screen title={t('doses.title')} back="/vaccines" tab="cards">
      {isReady && visibleCards.value.length === 0 ? (
        <Blank
          art="card"
          title={t('doses.no_card')}
          action={<Button href="/bind">{t('me.bind_first')}</Button>}
        />
      ) : (
        <Awaited file="vaccines" rows={4} />
      )}
    </Screen>
  );
}

/**
 * What was filled in before, what is recorded, or what the address says.
 * @param {string} id
 * @param {URLSearchParams} query
 * @param {VaccineBook} book
 * @returns {DoseDraft}
 */
function firstOf(id, query, book) {
  const kept = drafts.value.find((draft) => draft.id === id);
  if (kept) return /** @type {any} */ (kept);
  const row = recordedDose(id);
  if (row) return { id, policy_id: row.policy_id, form: doseFormOf(row) };
  const card = frontCard.value;
  const vaccine_id = query.get('vaccine') ?? '';
  const form = { ...BLANK_DOSE, vaccine_id, dose: nextNumber(book, vaccine_id, card) };
  return { id, policy_id: card?.id ?? '', form };
}

/**
 * The first dose of a series that isn't recorded yet.
 * @param {VaccineBook} book
 * @param {string} vaccineId
 * @param {import('../../lib/rows.js').Card | undefined} card
 */
function nextNumber({ vaccines }, vaccineId, card) {
  const vaccine = vaccines.find(({ id }) => id === vaccineId);
  if (!vaccine || !card || vaccine.yearly || vaccine.doses.length < 2) return null;
  const given = dosesOfChild(card.child_id).filter(({ vaccine_id }) => vaccine_id === vaccineId);
  const number = vaccine.doses.findIndex(
    (_, index) => !given.some(({ dose }) => dose === index + 1),
  );
  return number + 1 || null;
}
