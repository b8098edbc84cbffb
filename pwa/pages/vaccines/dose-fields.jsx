import { useState } from 'preact/hooks';
import { saveDose } from '../../actions/doses.js';
import { Banner } from '../../components/banner.jsx';
import { Button, TextButton } from '../../components/button.jsx';
import { Chip, Chips } from '../../components/chips.jsx';
import { DayChoice } from '../../components/day-choice.jsx';
import { Field } from '../../components/field.jsx';
import { Note } from '../../components/note.jsx';
import { Screen } from '../../components/screen.jsx';
import { todayInChina } from '../../lib/clock.js';
import { doseToMend } from '../../lib/dose-form.js';
import { t } from '../../lib/labels.js';
import { NotKept, Overtaken } from '../../lib/outcome.js';
import { back } from '../../router.js';
import { connection } from '../../store/connection.js';
import { places } from '../../store/doses.js';
import { entries, files } from '../../store/outbox.js';
import { cardOf } from '../../store/queries.js';
import { Booklet } from './booklet.jsx';
import { Reaction } from './reaction.jsx';
import { RemoveDose } from './remove-dose.jsx';
import { useDoseForm } from './use-dose-form.js';
import { doseNameOf, WhichDose } from './which-dose.jsx';

/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */
/** @typedef {ReturnType<typeof useDoseForm>} Filling */

/**
 * One dose: which, when, where, and what else the booklet says.
 *
 * @param {{book: VaccineBook, first: import('./use-dose-form.js').DoseDraft}} props
 */
export function DoseFields({ book, first }) {
  const filling = useDoseForm(first);
  const [sheet, open] = useState(/** @type {any} */ (null));
  const [hasTried, setTried] = useState(false);
  const [trouble, setTrouble] = useState('');
  const { id, policy_id, form, change, isFull } = filling;
  const unsent = unsentOf(id);
  const left = doseToMend(form, cardOf(policy_id)?.birthday ?? '', todayInChina());
  const words = Object.fromEntries(left.map(({ field, problem }) => [field, t(problem.key)]));
  const says = { ...saidOf(unsent), ...(hasTried && words) };
  const about = { id, policy_id, title: doseNameOf(book, form) };

  async function save() {
    setTried(true);
    if (left[0]) return document.getElementById(`field-${left[0].field}`)?.focus();
    try {
      await saveDose(about, form, { photo: photoOf(id), unsent });
      back('/vaccines');
    } catch (error) {
      setTrouble(troubleOf(error));
    }
  }

  const isOffline = connection.value.state === 'offline';
  return (
    <Screen
      title={t(form.isNew ? 'doses.title' : 'doses.edit')}
      back="/vaccines"
      note={
        isFull ? t('claims.full.note') : trouble || t(`doses.note_${isOffline ? 'offline' : 'bar'}`)
      }
      noteIcon={isFull || trouble ? 'alert' : isOffline ? 'nosignal' : 'check'}
      dock={<Button onClick={save}>{t(form.isNew ? 'doses.save' : 'doses.save_edit')}</Button>}
      sheet={sheet}
    >
      {unsent?.refusal?.message && (
        <Banner kind="turn" icon="turn" title={unsent.refusal.message} text={unsent.refusal.hint} />
      )}
      <WhichDose book={book} filling={filling} says={says} open={open} />
      <DayChoice
        name="dose.given_on"
        label={t('doses.on')}
        error={says['dose.given_on']}
        value={form.given_on}
        onValue={(given_on) => change({ given_on })}
      />
      <Place filling={filling} says={says} />
      <Booklet filling={filling} open={open} />
      <Field
        name="dose.batch"
        label={t('doses.batch')}
        hint={t('claims.optional')}
        error={says['dose.batch']}
        maxLength={40}
        value={form.batch}
        onValue={(batch) => change({ batch })}
      />
      <Reaction filling={filling} />
      <Note icon="users" text={t('doses.shared')} />
      {!form.isNew && (
        <TextButton
          center
          icon="trash"
          onClick={() =>
            open(<RemoveDose about={about} unsent={unsent} onClose={() => open(null)} />)
          }
        >
          {t('doses.remove.open')}
        </TextButton>
      )}
    </Screen>
  );
}

/** @param {{filling: Filling, says: Record<string, string>}} props */
function Place({ filling: { form, change }, says }) {
  const known = form.place ? [] : places().slice(0, 3);
  return (
    <>
      <Field
        name="dose.place"
        label={t('doses.place')}
        hint={t('claims.optional')}
        error={says['dose.place']}
        maxLength={60}
        value={form.place}
        onValue={(place) => change({ place })}
      />
      {known.length > 0 && (
        <Chips label={t('doses.places')}>
          {known.map((place) => (
            <Chip key={place} isOn={false} onPress={() => change({ place })}>
              {place}
            </Chip>
          ))}
        </Chips>
      )}
    </>
  );
}

/** The photo that this phone holds for it. @param {string} id */
export function photoOf(id) {
  return files.value.find((file) => file.owner === id);
}

/** What says it and hasn't left this phone. @param {string} id */
function unsentOf(id) {
  return entries.value.find(
    ({ name, args, state }) =>
      ['vaccinations.record', 'vaccinations.correct'].includes(name) &&
      /** @type {any} */ (args).dose.id === id &&
      state !== 'delivered',
  );
}

/**
 * What the server said about its fields.
 * @param {import('../../lib/outbox.js').Entry | undefined} unsent
 * @returns {Record<string, string>}
 */
function saidOf(unsent) {
  const fields = Object.entries(unsent?.refusal?.fields ?? {});
  return Object.fromEntries(fields.map(([path, said]) => [path, said.join(t('common.join'))]));
}

/** @param {unknown} error */
function troubleOf(error) {
  if (error instanceof NotKept) return t('claims.full.note');
  if (error instanceof Overtaken) return t('doses.overtaken');
  throw error;
}
