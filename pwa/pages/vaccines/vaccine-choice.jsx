import { Icon } from '../../components/icon.jsx';
import { Section } from '../../components/panel.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { todayInChina } from '../../lib/clock.js';
import { OTHER } from '../../lib/dose-form.js';
import { both, t } from '../../lib/labels.js';
import { timeline } from '../../lib/vaccine-timeline.js';
import { dosesOfChild } from '../../store/doses.js';
import { cardOf } from '../../store/queries.js';
import { Category } from './vaccine-rows.jsx';
import { doseName } from './vaccine-words.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {{vaccine_id: string, dose: number | null}} Choice */

/** How many of the doses that are near today are offered first. */
const NEAR = 6;

/**
 * Which dose it was: those that are near first, then every vaccine with all its doses.
 *
 * @param {{book: import('../../lib/vaccines.js').VaccineBook,
 *   filling: import('./dose-fields.jsx').Filling, onClose: () => void}} props
 */
export function VaccineChoice({ book, filling, onClose }) {
  const { policy_id, change } = filling;

  /** @param {Choice} choice */
  function choose(choice) {
    change(choice);
    closeSheet();
  }

  return (
    <Sheet title={t('doses.choose')} onClose={onClose}>
      <Section title={t('doses.near')}>
        <ul class="panel panel--flat">
          {nearOf(book, policy_id).map((dose) => (
            <Line
              key={dose.id}
              words={doseName(dose)}
              vaccine={dose.vaccine}
              onChoose={() => choose({ vaccine_id: dose.vaccine.id, dose: dose.number })}
            />
          ))}
        </ul>
      </Section>
      <Section title={t('doses.all')}>
        <ul class="panel panel--flat">
          {book.vaccines.flatMap((vaccine) =>
            numbersOf(vaccine).map((dose) => (
              <Line
                key={`${vaccine.id} ${dose}`}
                words={wordsOf(vaccine, dose)}
                vaccine={vaccine}
                onChoose={() => choose({ vaccine_id: vaccine.id, dose })}
              />
            )),
          )}
          <Line
            words={t('doses.other')}
            onChoose={() => choose({ vaccine_id: OTHER, dose: null })}
          />
        </ul>
      </Section>
    </Sheet>
  );
}

/** @param {{words: string, vaccine?: Vaccine, onChoose: () => void}} props */
function Line({ words, vaccine, onChoose }) {
  return (
    <li>
      <button class="row" type="button" onClick={onChoose}>
        <span class="row__b">
          <span class="row__t">
            {words} {vaccine && <Category vaccine={vaccine} />}
          </span>
        </span>
        <Icon name="right" class="chev" />
      </button>
    </li>
  );
}

/**
 * What isn't recorded yet, the nearest to today first.
 * @param {import('../../lib/vaccines.js').VaccineBook} book
 * @param {string} policyId
 */
function nearOf({ vaccines }, policyId) {
  const card = cardOf(policyId);
  if (!card) return [];
  const today = todayInChina();
  const given = dosesOfChild(card.child_id);
  const far = (/** @type {{earliest: string}} */ { earliest }) =>
    Math.abs(Date.parse(earliest) - Date.parse(today));
  return timeline(card, today, vaccines, given)
    .sort((one, other) => far(one) - far(other))
    .slice(0, NEAR);
}

/** A vaccine without doses of its own has one. @param {Vaccine} vaccine */
function numbersOf({ doses, yearly }) {
  if (yearly || doses.length < 2) return [null];
  return doses.map((_, index) => index + 1);
}

/**
 * @param {Vaccine} vaccine
 * @param {number | null} dose
 */
function wordsOf({ short }, dose) {
  return dose ? `${both(short)} ${t('vaccines.nth', { number: dose })}` : both(short);
}
