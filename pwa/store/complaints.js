import { computed } from '@preact/signals';
import { complaintOverlays } from '../lib/complaint-overlay.js';
import { entries, overlaid, showIn } from './outbox.js';
import { complaintRows } from './queries.js';

/** @typedef {import('../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */

for (const overlay of complaintOverlays) showIn(...overlay);

/** Every complaint of the family, the latest first, with what this phone has yet to send. */
export const complaints = computed(() =>
  [.../** @type {ShownComplaint[]} */ (overlaid('complaints', complaintRows.value))].sort(
    (one, other) => (one.received_at < other.received_at ? 1 : -1),
  ),
);

/** @param {string} id */
export function complaintOf(id) {
  return complaints.value.find((complaint) => complaint.id === id);
}

/** @param {string} complaintId the entries that bring its photos */
export function attachmentsTo(complaintId) {
  return entries.value.filter(
    ({ name, args }) => name === 'complaints.attach' && args.complaint_id === complaintId,
  );
}
