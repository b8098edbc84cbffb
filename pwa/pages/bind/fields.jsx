import { draft, saveDraft } from '../../actions/binding.js';
import { DateField } from '../../components/date-field.jsx';
import { Field } from '../../components/field.jsx';
import { todayInChina } from '../../lib/clock.js';
import { idTypes } from '../../lib/identity.js';
import { both, t } from '../../lib/labels.js';
import { regions } from '../../lib/phone.js';
import { birthdayOf, checkField } from './checks.js';

/** @typedef {import('./checks.js').Field} FieldName */
/** @typedef {import('./checks.js').Typed} Typed */
/** @typedef {Parameters<typeof Field>[0]} FieldProps */

/** @type {Record<FieldName, Partial<FieldProps>>} The keyboard that fits each field. */
const KEYBOARDS = {
  child_name: { maxLength: 80 },
  policy_last4: { inputMode: 'numeric', maxLength: 12 },
  id_number: { autocapitalize: 'characters', maxLength: 40 },
  birthday: {},
  phone: { inputMode: 'tel', autocomplete: 'tel-national', maxLength: 24 },
};

/** @type {Partial<Record<FieldName, string>>} Words that differ for a group policy. */
const GROUP_LABELS = {
  policy_last4: 'group_last4',
  id_number: 'id_number_group',
  phone: 'phone_group',
};

/**
 * One field of the form: kept at each stroke, checked when it is left.
 *
 * @param {{field: FieldName, typed: Typed, isLeft: boolean, onLeave: () => void}} props
 */
export function BindField({ field, typed, isLeft, onLeave }) {
  const value = typed[field];
  const problem = checkField(field, typed, todayInChina());
  const answered = draft.value.refused?.[field]?.[0];
  const kindly = isLeft && problem ? t(problem.key, problem.params) : undefined;
  const shared = {
    name: field,
    value,
    label: t(`bind.${labelOf(field, typed.kind)}`),
    hint: hintOf(field, typed.kind),
    placeholder: placeholderOf(field),
    error: answered ?? kindly,
    onValue: (/** @type {string} */ text) => keep(field, { [field]: text }),
    onLeave: () => {
      if (value) onLeave();
    },
  };
  if (field === 'birthday') {
    return <DateField {...shared} on={problem ? null : birthdayOf(value)} />;
  }
  return (
    <Field {...KEYBOARDS[field]} {...shared} good={!problem} prefix={prefixOf(field, typed)} />
  );
}

/**
 * The small choice in front of a field, where it has one.
 * @param {FieldName} field
 * @param {Typed} typed
 * @returns {FieldProps['prefix']}
 */
function prefixOf(field, typed) {
  if (field === 'id_number') {
    return {
      label: t('bind.id_type'),
      value: typed.id_type,
      options: idTypes.map((type) => ({ value: type, label: t(`identity.types.${type}`) })),
      onValue: (id_type) => keep(field, { id_type }),
    };
  }
  if (field !== 'phone') return undefined;
  return {
    label: t('bind.phone_region'),
    value: typed.region,
    options: regions.map(({ code, name, calling }) => ({
      value: code,
      label: `${both(name)} +${calling}`,
      short: code === 'CN' ? t('bind.mainland', { calling: `+${calling}` }) : `+${calling}`,
    })),
    onValue: (region) => keep(field, { region }),
  };
}

/**
 * Keeps what was typed; what the server said about the field no longer holds.
 * @param {FieldName} field
 * @param {Record<string, string>} patch
 */
function keep(field, patch) {
  const { [field]: _answered, ...refused } = draft.value.refused ?? {};
  return saveDraft({ ...patch, refused });
}

/**
 * @param {FieldName} field
 * @param {Typed['kind']} kind
 */
function labelOf(field, kind) {
  return (kind === 'group' && GROUP_LABELS[field]) || field;
}

/**
 * @param {FieldName} field
 * @param {Typed['kind']} kind
 */
function hintOf(field, kind) {
  const isGroup = kind === 'group';
  if (field === 'policy_last4') return t(`bind.${isGroup ? 'group' : 'policy'}_last4_hint`);
  if (field === 'id_number') return t(`bind.id_number_hint${isGroup ? '_group' : ''}`);
  return field === 'birthday' ? t('bind.birthday_hint') : undefined;
}

/** @param {FieldName} field */
function placeholderOf(field) {
  if (field === 'id_number') return t('bind.id_placeholder');
  if (field === 'birthday') return t('bind.birthday_placeholder');
  return field === 'phone' ? t('bind.phone_placeholder') : undefined;
}
