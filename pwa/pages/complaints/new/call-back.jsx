import { Chip, Chips } from '../../../components/chips.jsx';
import { t } from '../../../lib/labels.js';
import { cardOf } from '../../../store/queries.js';

/**
 * How the family wants to be answered: here, and by phone too.
 *
 * @param {{filling: import('./use-complaint-draft.js').Filling}} props
 */
export function CallBack({ filling: { policy_id, form, change } }) {
  const tail = cardOf(policy_id)?.phone_tail ?? '';
  return (
    <div class="field">
      <span class="field__l">{t('complaints.how')}</span>
      <Chips label={t('complaints.how')}>
        <Chip isOn={!form.call_back} onPress={() => change({ call_back: false })}>
          {t('complaints.how_here')}
        </Chip>
        <Chip isOn={form.call_back} onPress={() => change({ call_back: true })}>
          {t('complaints.how_call', { tail })}
        </Chip>
      </Chips>
    </div>
  );
}
