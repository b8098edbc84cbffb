import { Chip, Chips } from '../../components/chips.jsx';
import { Field } from '../../components/field.jsx';
import { Icon } from '../../components/icon.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { OTHER } from '../../lib/dose-form.js';
import { both, t } from '../../lib/labels.js';
import { cardOf, visibleCards } from '../../store/queries.js';
import { childrenOf, labelOf } from '../wallet.js';
import { VaccineChoice } from './vaccine-choice.jsx';
import { Category } from './vaccine-rows.jsx';

/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */
/** @typedef {import('./dose-fields.jsx').Filling} Filling */

/**
 * Which vaccine, which of its doses, and which child's.
 *
 * @param {{book: VaccineBook, filling: Filling, says: Record<string, string>,
 *   open: (sheet: any) => void}} props
 */
export function WhichDose({ book, filling, says, open }) {
  const { form, change } = filling;
  const said = says['dose.vaccine_id'] ?? says['dose.dose'];
  return (
    <>
      <div class={said ? 'field field--bad' : 'field'} id="field-dose.vaccine_id" tabIndex={-1}>
        <Panel>
          <Chosen
            book={book}
            form={form}
            onClick={() =>
              open(<VaccineChoice book={book} filling={filling} onClose={() => open(null)} />)
            }
          />
        </Panel>
        {said && (
          <p class="field__h" role="alert">
            <Icon name="info" />
            <span>{said}</span>
          </p>
        )}
      </div>
      {form.vaccine_id === OTHER && (
        <Field
          name="dose.name"
          label={t('doses.name')}
          error={says['dose.name']}
          maxLength={40}
          value={form.name}
          onValue={(name) => change({ name })}
        />
      )}
      <Numbers book={book} filling={filling} />
      <Children filling={filling} />
    </>
  );
}

/**
 * @param {{book: VaccineBook, form: import('../../lib/dose-form.js').DoseForm,
 *   onClick: () => void}} props
 */
function Chosen({ book, form, onClick }) {
  const name = doseNameOf(book, form);
  const vaccine = book.vaccines.find(({ id }) => id === form.vaccine_id);
  return (
    <Row
      icon="syringe"
      title={
        <>
          {name || t('doses.choose')} {vaccine && <Category vaccine={vaccine} />}
        </>
      }
      text={t(name ? 'doses.vaccine' : 'doses.choose_text')}
      onClick={onClick}
    />
  );
}

/** Which dose of a series. @param {{book: VaccineBook, filling: Filling}} props */
function Numbers({ book, filling: { form, change } }) {
  const vaccine = book.vaccines.find(({ id }) => id === form.vaccine_id);
  if (!vaccine || vaccine.yearly || vaccine.doses.length < 2) return null;
  return (
    <Chips label={t('doses.number')}>
      {vaccine.doses.map((_, index) => (
        <Chip
          key={index}
          isOn={form.dose === index + 1}
          onPress={() => change({ dose: index + 1 })}
        >
          {t('vaccines.nth', { number: index + 1 })}
        </Chip>
      ))}
    </Chips>
  );
}

/** Whose it is; a recorded dose stays the child's. @param {{filling: Filling}} props */
function Children({ filling: { policy_id, form, moveTo } }) {
  const children = childrenOf(visibleCards.value);
  if (children.length < 2 || !form.isNew) return null;
  return (
    <Chips label={t('claims.child')}>
      {children.map((card) => (
        <Chip
          key={card.id}
          isOn={card.child_id === cardOf(policy_id)?.child_id}
          onPress={() => moveTo(card.id)}
        >
          {labelOf(card, children)}
        </Chip>
      ))}
    </Chips>
  );
}

/**
 * 'A群C群流脑 第1剂'; '' while nothing is chosen.
 * @param {VaccineBook} book
 * @param {import('../../lib/dose-form.js').DoseForm} form
 */
export function doseNameOf({ vaccines }, { vaccine_id, name, dose }) {
  if (vaccine_id === OTHER) return name || t('doses.other');
  const vaccine = vaccines.find(({ id }) => id === vaccine_id);
  if (!vaccine) return vaccine_id;
  const short = both(vaccine.short);
  return vaccine.doses.length > 1 && dose
    ? `${short} ${t('vaccines.nth', { number: dose })}`
    : short;
}
