import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { both, t } from '../../lib/labels.js';
import { ageWords, preventsWords } from './vaccine-words.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */

/**
 * Vaccines to choose from, each with what it prevents.
 *
 * @param {{vaccines: Vaccine[], isMixed?: boolean}} props isMixed: free and paid ones together
 */
export function VaccineRows({ vaccines, isMixed }) {
  return (
    <Panel>
      <ul>
        {vaccines.map((vaccine) => (
          <li key={vaccine.id}>
            <a class="row" href={`/vaccines/${vaccine.id}`}>
              <span class="row__b">
                <span class="row__t">
                  {both(vaccine.name)} {isMixed && <Category vaccine={vaccine} />}
                </span>
                <span class="row__s">{preventsWords(vaccine)}</span>
                {vaccine.doses.length > 0 && <span class="row__s">{agesOf(vaccine)}</span>}
              </span>
              <Icon name="right" class="chev" />
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** @param {{vaccine: Vaccine}} props */
export function Category({ vaccine }) {
  return (
    <span class={`tag tag--${vaccine.category}`}>{t(`vaccines.category.${vaccine.category}`)}</span>
  );
}

/** '4剂：2月龄、3月龄、4月龄、4岁', or what is known of it. @param {Vaccine} vaccine */
function agesOf({ doses, doses_note, on_timeline, yearly }) {
  if (yearly) return t('vaccines.yearly');
  const ages = doses.flatMap(({ from }) => (from ? [ageWords(from)] : []));
  const isOpen = ages.length < doses.length || (!on_timeline && doses.length === 1) || doses_note;
  if (isOpen) return t('vaccines.from', { age: ages[0] ?? '' });
  return t('vaccines.ages', { count: doses.length, ages: ages.join(t('vaccines.and')) });
}
