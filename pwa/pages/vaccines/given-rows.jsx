import { Icon } from '../../components/icon.jsx';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { entries } from '../../store/outbox.js';
import { reactionWords } from './reaction.jsx';
import { Category } from './vaccine-rows.jsx';

/** @typedef {import('../../lib/rows.js').Vaccination} Vaccination */
/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */

/**
 * Doses that were given, each with its day; a press opens it.
 *
 * @param {{book: VaccineBook, given: Vaccination[]}} props
 */
export function GivenRows({ book, given }) {
  return (
    <ul class="panel">
      {given.map((dose) => (
        <GivenRow key={dose.id} book={book} dose={dose} />
      ))}
    </ul>
  );
}

/** @param {{book: VaccineBook, dose: Vaccination}} props */
function GivenRow({ book, dose }) {
  const vaccine = book.vaccines.find(({ id }) => id === dose.vaccine_id);
  const { given_on, place, reaction } = dose;
  const words = [t('doses.given_on', { on: dotted(given_on) }), place, reactionWords(reaction)];
  return (
    <li>
      <a class="dose dose--done" href={`/vaccines/doses/${dose.id}`}>
        <Icon name="checkc" />
        <span class="dose__b">
          <b>
            {givenName(book, dose)} {vaccine && <Category vaccine={vaccine} />}
          </b>
          <span>{words.filter(Boolean).join(t('vaccines.break'))}</span>
          {isUnsent(dose.id) && <span class="unsent">{t('claims.tile.no_signal')}</span>}
        </span>
      </a>
    </li>
  );
}

/**
 * '乙肝 第2剂', as it was recorded.
 * @param {VaccineBook} book
 * @param {Vaccination} dose
 */
export function givenName({ vaccines }, { vaccine_id, name, dose }) {
  const vaccine = vaccines.find(({ id }) => id === vaccine_id);
  const known = vaccine ? both(vaccine.short) : name || vaccine_id;
  const isSeries = dose && (vaccine?.doses.length ?? 2) > 1;
  return isSeries ? `${known} ${t('vaccines.nth', { number: dose })}` : known;
}

/** Whether what says it is still on this phone. @param {string} id */
function isUnsent(id) {
  return entries.value.some(
    ({ state, args }) => state !== 'delivered' && /** @type {any} */ (args).dose?.id === id,
  );
}
