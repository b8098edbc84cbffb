import { useEffect } from 'preact/hooks';
import { Button } from '../../../components/button.jsx';
import { DayChoice } from '../../../components/day-choice.jsx';
import { Field } from '../../../components/field.jsx';
import { TextArea } from '../../../components/text-area.jsx';
import { fullDate } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';
import { want } from '../../../store/static.js';
import { HospitalField } from './hospital-field.jsx';
import { Invoices } from './invoices.jsx';
import { StepScreen } from './step-screen.jsx';

/** @typedef {import('./wizard.jsx').Filler} Filler */

/** Where, when, what for, and what it cost. @param {Filler} filler */
export function VisitStep(filler) {
  const { says, form, change, goOn } = filler;
  const count = Object.keys(says).length;
  useEffect(() => want('hospitals'), []);
  return (
    <StepScreen
      filler={filler}
      note={count > 0 ? t('bind.check_fields', { count }) : undefined}
      noteIcon={count > 0 ? 'info' : undefined}
      dock={<Button onClick={goOn}>{t('claims.next')}</Button>}
    >
      <section class="sect sect--form">
        <HospitalField filler={filler} />
        <Days filler={filler} />
        <Field
          name="claim.diagnosis"
          label={t('claims.visit.diagnosis')}
          hint={t('claims.visit.diagnosis_hint')}
          error={says['claim.diagnosis']}
          maxLength={200}
          value={form.diagnosis}
          onValue={(diagnosis) => change({ diagnosis })}
        />
        <Field
          name="claim.department"
          label={t('claims.visit.department')}
          hint={t('claims.optional')}
          error={says['claim.department']}
          maxLength={40}
          value={form.department}
          onValue={(department) => change({ department })}
        />
      </section>
      <Invoices filler={filler} />
      <TextArea
        name="claim.note"
        label={t('claims.visit.note')}
        hint={t('claims.optional')}
        below={t('claims.visit.note_about')}
        error={says['claim.note']}
        maxLength={500}
        value={form.note}
        onValue={(note) => change({ note })}
      />
    </StepScreen>
  );
}

/** The day of the visit; of a stay, its first and its last. @param {{filler: Filler}} props */
function Days({ filler: { form, card, says, change } }) {
  const isStay = form.kind === 'public_inpatient';
  return (
    <>
      <DayChoice
        name="claim.visited_on"
        label={t(`claims.visit.${isStay ? 'from' : 'on'}`)}
        error={says['claim.visited_on']}
        below={t('claims.visit.period', {
          child: card.child_name,
          from: fullDate(card.starts_on),
          to: fullDate(card.ends_on),
        })}
        value={form.visited_on}
        onValue={(visited_on) => change({ visited_on })}
      />
      {isStay && (
        <DayChoice
          name="claim.discharged_on"
          label={t('claims.visit.to')}
          error={says['claim.discharged_on']}
          value={form.discharged_on}
          onValue={(discharged_on) => change({ discharged_on })}
        />
      )}
    </>
  );
}
