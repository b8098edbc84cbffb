import { Chip, Chips } from '../../components/chips.jsx';
import { Field } from '../../components/field.jsx';
import { Note } from '../../components/note.jsx';
import { Options } from '../../components/options.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { todayInChina } from '../../lib/clock.js';
import { after } from '../../lib/days.js';
import { money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { PLACES, PLANNED_ITEMS } from '../../lib/preauth-form.js';
import { asOf, visibleCards, visitsOf } from '../../store/queries.js';
import { HospitalChoice } from '../hospitals/hospital-choice.jsx';
import { ageOf, labelOf } from '../wallet.js';
import { about, card, form, say, sayTo } from './answers.js';
import { Question, Says } from './question.jsx';
import { dayWords } from './words.js';

/** @typedef {import('../../lib/preauth-form.js').Step} Step */

const ITEM_ICONS = {
  inpatient: 'bed',
  surgery: 'hospital',
  special_treatment: 'steth',
  test: 'flask',
  treatment: 'wallet',
  transport: 'ambulance',
  visit: 'check',
};

/** One screen a question. @type {Record<Step, import('preact').FunctionComponent<{step: Step}>>} */
export const STEPS = {
  place: PlaceStep,
  item: ItemStep,
  price: PriceStep,
  total: TotalStep,
  day: DayStep,
};

function PlaceStep() {
  const { place } = form.value;
  return (
    <Question step="place">
      {(problem) => (
        <>
          <Children />
          <Options
            name="place"
            label={t('preauths.place.question')}
            value={place}
            options={PLACES.map((value) => ({
              value,
              label: t(`preauths.place.${value}`),
              text: t(`preauths.place.${value}_s`),
            }))}
            onValue={(value) => say({ place: value })}
          />
          <Says text={problem} />
          {place && place !== 'public' && <Which />}
          <Panel>
            <Row
              icon="search"
              title={t('preauths.place.look')}
              text={t('preauths.place.look_s')}
              href="/hospitals"
            />
          </Panel>
        </>
      )}
    </Question>
  );
}

/** Whose card it is asked for, where there are several. */
function Children() {
  const cards = visibleCards.value;
  if (cards.length < 2) return null;
  return (
    <Chips label={t('preauths.child')}>
      {cards.map((one) => (
        <Chip
          key={one.id}
          isOn={one.id === card.value?.id}
          onPress={() => {
            about.value = { ...about.value, cardId: one.id };
          }}
        >
          {labelOf(one, cards)}
        </Chip>
      ))}
    </Chips>
  );
}

/** Which private hospital: nobody has to say, but then its number is one tap away. */
function Which() {
  return (
    <HospitalChoice
      name="hospital"
      label={t('preauths.place.which')}
      hint={t('preauths.place.which_hint')}
      choice={about.value.hospital}
      fits={({ kind }) => kind === 'private'}
      onChoose={(hospital) => {
        about.value = { ...about.value, hospital };
      }}
    />
  );
}

function ItemStep() {
  return (
    <Question step="item">
      {(problem) => (
        <>
          <Options
            name="item"
            label={t('preauths.item.question')}
            value={form.value.item}
            options={PLANNED_ITEMS.map((value) => ({
              value,
              icon: ITEM_ICONS[value],
              label: t(`preauths.item.${value}`),
              text: t(`preauths.item.${value}_s`),
            }))}
            onValue={(item) => say({ item })}
          />
          <Says text={problem} />
        </>
      )}
    </Question>
  );
}

function PriceStep() {
  return (
    <Question step="price" lead={t('preauths.price.lead')} openLabel={t('preauths.price.open')}>
      {(problem) => <Amount step="price" problem={problem} />}
    </Question>
  );
}

function TotalStep() {
  return (
    <Question step="total" lead={t('preauths.total.lead')} openLabel={t('preauths.total.open')}>
      {(problem) => (
        <>
          <Amount step="total" problem={problem} />
          <SoFar />
        </>
      )}
    </Question>
  );
}

/** @param {{step: 'price' | 'total', problem: string}} props */
function Amount({ step, problem }) {
  return (
    <Field
      name={step}
      label={t(`preauths.${step}.label`)}
      hint={t('preauths.yuan')}
      error={problem}
      inputMode="decimal"
      maxLength={14}
      value={form.value[step]}
      onValue={(typed) => sayTo(step, typed)}
    />
  );
}

/** What the visits of the card's period come to: the family needn't look it up. */
function SoFar() {
  const known = card.value;
  const visits = known ? visitsOf(known.child_id).filter((row) => row.policy_id === known.id) : [];
  const fen = visits.reduce((sum, { total_fen }) => sum + total_fen, 0);
  if (!known || fen === 0 || !asOf(known.id)) return null;
  return (
    <Note
      icon="claim"
      text={t('preauths.total.so_far', { amount: money(fen), at: ageOf(known.id) })}
    />
  );
}

function DayStep() {
  const today = todayInChina();
  const { day } = form.value;
  return (
    <Question step="day" lead={t('preauths.day.lead')} openLabel={t('preauths.day.open')}>
      {(problem) => (
        <div class={problem ? 'field field--bad' : 'field'}>
          <label class="field__l" for="field-day">
            <span>{t('preauths.day.label')}</span>
          </label>
          <div class="inp">
            <input
              id="field-day"
              type="date"
              name="day"
              min={today}
              max={after(today, { months: 24 })}
              value={day}
              aria-invalid={Boolean(problem)}
              aria-describedby="note-day"
              onInput={(event) => sayTo('day', event.currentTarget.value)}
            />
          </div>
          <p class="field__h" id="note-day" role={problem ? 'alert' : undefined}>
            <span>{problem || (day && dayWords(day))}</span>
          </p>
        </div>
      )}
    </Question>
  );
}
