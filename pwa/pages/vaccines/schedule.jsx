import { Icon } from '../../components/icon.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { ageWords, intervalWords } from './vaccine-words.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {import('../../lib/vaccines.js').VaccineDose} VaccineDose */
/** @typedef {import('../../lib/vaccine-timeline.js').TimelineDose} TimelineDose */

/**
 * The doses with their ages, deadlines and intervals, and the child's dates beside them.
 *
 * @param {{vaccine: Vaccine, doses: TimelineDose[]}} props doses: those with dates of the child
 */
export function Schedule({ vaccine, doses }) {
  const count = vaccine.doses.length;
  const isWhole = count > 1 && !vaccine.doses_note;
  return (
    <Section
      title={t('vaccines.when')}
      aside={isWhole && <p class="cap">{t('vaccines.in_all', { count })}</p>}
    >
      {count > 0 && (
        <Panel>
          <ol>
            {vaccine.doses.map((dose, index) => (
              <Step
                key={index}
                vaccine={vaccine}
                dose={dose}
                number={index + 1}
                own={doses.find((one) => one.number === index + 1)}
              />
            ))}
          </ol>
        </Panel>
      )}
      {vaccine.doses_note && <p class="lead">{both(vaccine.doses_note)}</p>}
    </Section>
  );
}

/**
 * @param {{vaccine: Vaccine, dose: VaccineDose, number: number, own?: TimelineDose}} props
 */
function Step({ vaccine, dose, number, own }) {
  const isOpen = own?.state === 'next' && vaccine.category === 'free';
  const title = [
    vaccine.doses.length > 1 && t('vaccines.nth_first', { number }),
    dose.from && ageWords(dose.from),
  ].filter(Boolean);
  const rules = [
    dose.before && t('vaccines.before', { age: ageWords(dose.before) }),
    intervalWords(dose),
    both(dose.note),
  ].filter(Boolean);
  return (
    <li class={`dose dose--${isOpen ? 'due' : 'next'}`}>
      <Icon name={own?.state === 'next' ? 'syringe' : 'clock'} />
      <div class="dose__b">
        <b>
          {title[0]}
          {title[1] && <i class="sep" aria-hidden="true" />}
          {title[1]}
        </b>
        {rules.map((rule) => (
          <span key={rule}>{rule}</span>
        ))}
        {own && !vaccine.yearly && (
          <span>{t('vaccines.own_date', { on: dotted(own.earliest) })}</span>
        )}
      </div>
    </li>
  );
}
