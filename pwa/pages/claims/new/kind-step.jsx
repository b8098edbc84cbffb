import { Answer } from '../../../components/answer.jsx';
import { Button } from '../../../components/button.jsx';
import { Chip, Chips } from '../../../components/chips.jsx';
import { Options } from '../../../components/options.jsx';
import { Panel } from '../../../components/panel.jsx';
import { Segmented } from '../../../components/segmented.jsx';
import { CLAIM_KINDS, unmetConditions } from '../../../lib/claim-form.js';
import { t } from '../../../lib/labels.js';
import { visibleCards } from '../../../store/queries.js';
import { labelOf } from '../../wallet.js';
import { StepScreen } from './step-screen.jsx';

/** @typedef {import('./wizard.jsx').Filler} Filler */

/** Which child, and what for. @param {Filler} filler */
export function KindStep(filler) {
  const { form, says, change, goOn } = filler;
  const [unmet] = unmetConditions(form);
  const said = says['claim.kind'] ?? says['claim.internet'];
  return (
    <StepScreen
      filler={filler}
      note={said && <span role="alert">{said}</span>}
      noteIcon={said && 'info'}
      dock={
        <Button kind={unmet ? 'soft' : 'primary'} onClick={goOn}>
          {t(unmet ? 'claims.internet.still' : 'claims.next')}
        </Button>
      }
    >
      <Children filler={filler} />
      <Options
        name="kind"
        label={t('claims.kind_label')}
        pairs
        value={form.kind}
        options={CLAIM_KINDS.map((kind) => ({ value: kind, label: t(`claims.kind.${kind}`) }))}
        onValue={(kind) => change({ kind })}
      />
      {form.kind && form.kind !== 'internet' && (
        <p class="lead">{t(`claims.kind_about.${form.kind}`)}</p>
      )}
      {form.kind === 'internet' && <Conditions filler={filler} />}
      {unmet && <No condition={unmet} />}
    </StepScreen>
  );
}

/** Whose claim it is; one that came back stays the child's. @param {{filler: Filler}} props */
function Children({ filler: { draft, form, card, move } }) {
  const cards = visibleCards.value;
  if (cards.length < 2) return null;
  const choice = form.entry ? [card] : cards;
  return (
    <Chips label={t('claims.child')}>
      {choice.map((one) => (
        <Chip
          key={one.id}
          isOn={one.id === draft.policy_id}
          onPress={() => move({ policy_id: one.id, form: { ...form, account: null } })}
        >
          {labelOf(one, cards)}
        </Chip>
      ))}
    </Chips>
  );
}

/** The manual's two conditions of internet claims. @param {{filler: Filler}} props */
function Conditions({ filler: { form, change } }) {
  return (
    <Panel pad label={t('claims.internet.label')}>
      {
        /** @type {const} */ (['follow_up', 'licensed']).map((name) => (
          <div key={name} class="ynq">
            <p class="ynq__q">
              {t(`claims.internet.${name}.question`)}
              <small>{t(`claims.internet.${name}.about`)}</small>
            </p>
            <Segmented
              name={name}
              label={t(`claims.internet.${name}.question`)}
              small
              value={form[name] === null ? '' : String(form[name])}
              options={['true', 'false'].map((value) => ({ value, label: t(`claims.${value}`) }))}
              onValue={(value) => change({ [name]: value === 'true' })}
            />
          </div>
        ))
      }
    </Panel>
  );
}

/**
 * Why it won't be paid, what can be done instead, and that it may be sent all the same.
 *
 * @param {{condition: 'follow_up' | 'licensed'}} props
 */
function No({ condition }) {
  return (
    <div class="no1" aria-live="polite">
      <Answer
        title={t(`claims.internet.${condition}.no`)}
        rows={
          /** @type {const} */ (['why', 'instead', 'unsure']).map((row) => ({
            term: t(`claims.internet.${row}`),
            value: t(`claims.internet.${condition}.${row}`),
            note: t(`claims.internet.${condition}.${row}_s`),
          }))
        }
      />
    </div>
  );
}
