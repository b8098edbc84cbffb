/**
 * The form's fields out of a draft, blank where nothing was typed yet.
 * @param {import('../../actions/binding.js').BindDraft} draft
 * @returns {import('./checks.js').Typed}
 */
export function typedIn(draft) {
  return {
    kind: draft.kind === 'group' ? 'group' : 'individual',
    child_name: draft.child_name ?? '',
    policy_last4: draft.policy_last4 ?? '',
    id_type: draft.id_type ?? 'mainland_id',
    id_number: draft.id_number ?? '',
    birthday: draft.birthday ?? '',
    region: draft.region ?? 'CN',
    phone: draft.phone ?? '',
  };
}
