import { doseArgs } from '../lib/dose-form.js';
import { stopKeeping } from './claim-drafts.js';
import { enqueue, removeEntry, reviseEntry } from './outbox.js';

/** @typedef {import('../lib/dose-form.js').DoseForm} DoseForm */
/** @typedef {import('../lib/outbox.js').Entry} Entry */
/** @typedef {import('../lib/outbox.js').KeptFile} KeptFile */
/** @typedef {{id: string, policy_id: string, title: string}} About title: the dose in words */

/**
 * Records a dose, or says from now on something else of one; every phone of the family sees it.
 * @param {About} about
 * @param {DoseForm} form
 * @param {{photo?: KeptFile, unsent?: Entry}} more photo: of the booklet; unsent: the entry that
 *   says it and waits on this phone: it is changed where it is
 * @throws {NotKept | Overtaken}
 */
export async function saveDose(about, form, { photo, unsent }) {
  await stopKeeping();
  if (unsent) await reviseEntry(unsent.id);
  const args = { dose: doseArgs(about.id, form) };
  const drops = !form.isNew && !photo && form.drop_photo;
  const kept = form.drop_photo ? undefined : unsent?.file;
  await enqueue(
    [
      {
        policy_id: about.policy_id,
        name: unsent?.name ?? (form.isNew ? 'vaccinations.record' : 'vaccinations.correct'),
        args: drops ? { ...args, drop_photo: true } : args,
        file: photo?.id ?? kept,
        title: { key: 'doses.queue.save', params: { dose: about.title } },
        made_on: `/vaccines/doses/${about.id}`,
      },
    ],
    [],
    { draft: about.id, instead: unsent?.id },
  );
}

/**
 * Removes a recorded dose; one that hasn't left this phone was never recorded.
 * @param {About} about
 * @param {Entry} [unsent]
 */
export async function removeDose({ id, policy_id, title }, unsent) {
  await stopKeeping();
  if (unsent?.name === 'vaccinations.record') {
    await reviseEntry(unsent.id);
    return removeEntry(unsent.id);
  }
  await enqueue(
    [
      {
        policy_id,
        name: 'vaccinations.remove',
        args: { dose_id: id },
        title: { key: 'doses.queue.remove', params: { dose: title } },
        made_on: '/vaccines',
      },
    ],
    [],
    { draft: id, without: unsent ? [unsent.id] : [] },
  );
}
