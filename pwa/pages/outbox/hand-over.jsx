import { useState } from 'preact/hooks';
import { downloadZip, filesToHandOver, share } from '../../actions/hand-over.js';
import { Note } from '../../components/note.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { Sheet } from '../../components/sheet.jsx';
import { asOf } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { summaryOf } from '../../lib/outbox-summary.js';
import { entries, files } from '../../store/outbox.js';
import { cardOf, operator } from '../../store/queries.js';
import { isComplaint, titleWords } from './words.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */

/**
 * Other ways to the service for what won't go: another app of this phone, or a ZIP file
 * and a mail. It stays in the list until it is removed.
 * @param {{item: Item, onClose: () => void}} props
 */
export function HandOver({ item, onClose }) {
  const [says, setSays] = useState('');
  const { text, photos } = whole(item);
  const { claims_email, complaints_email = claims_email } = operator.value;
  const kind = item.entries.some(isComplaint) ? 'complaint' : 'claim';
  const mail = kind === 'complaint' ? complaints_email : claims_email;
  const about = new URLSearchParams({ subject: t(`outbox.hand.${kind}.subject`), body: text });
  const address = `mailto:${mail}?${about.toString().replaceAll('+', '%20')}`;

  async function hand() {
    const done = await share(await filesToHandOver(text, photos, kind));
    setSays(done === null ? 'cannot' : done ? 'shared' : '');
  }

  async function zip() {
    await downloadZip(await filesToHandOver(text, photos, kind), t(`outbox.hand.${kind}.file`));
    setSays('saved');
  }

  return (
    <Sheet title={t('outbox.hand.title')} onClose={onClose}>
      <p class="lead">{t('outbox.hand.lead', { count: photos.length })}</p>
      <Panel>
        <Row
          icon="share"
          title={t('outbox.hand.share')}
          text={t('outbox.hand.share_text')}
          onClick={hand}
        />
        <Row
          icon="download"
          title={t('outbox.hand.zip')}
          text={t('outbox.hand.zip_text')}
          onClick={zip}
        />
        {mail && <Row icon="external" title={t('outbox.hand.mail')} text={mail} href={address} />}
      </Panel>
      <div role="status">{says && <Note text={t(`outbox.hand.${says}`)} />}</div>
      <Note text={t('outbox.hand.stays')} />
    </Sheet>
  );
}

/**
 * Everything of a claim or complaint that is on this phone, whichever line was pressed.
 * @param {Item} item
 */
function whole({ entries: own, policy_id }) {
  const things = own.map(thingOf);
  const all = entries.value.filter((entry) => things.includes(thingOf(entry)));
  const ids = new Set(all.map(({ file }) => file));
  const card = cardOf(policy_id);
  const lines = all
    .filter(({ file }) => !file)
    .flatMap((entry) => [titleWords(entry), receiptWords(entry), summaryOf(entry.args), '']);
  const child = card && t('outbox.hand.child', { name: card.child_name, number: card.number });
  return {
    text: [child, '', ...lines]
      .filter((line) => line !== undefined)
      .join('\n')
      .trim(),
    photos: files.value.filter(({ id, parts }) => ids.has(id) && parts > 0),
  };
}

/**
 * @param {import('../../lib/outbox.js').Entry} entry
 * @returns {unknown} the id of its claim or complaint
 */
function thingOf({ id, name, args }) {
  const own = name === 'complaints.open' ? args.id : /** @type {any} */ (args).claim?.id;
  return own ?? args.claim_id ?? args.complaint_id ?? id;
}

/** @param {import('../../lib/outbox.js').Entry} entry */
function receiptWords({ receipt, made_at }) {
  return receipt
    ? t('outbox.receipt', { receipt })
    : t('outbox.hand.unsent', { at: asOf(made_at) });
}
