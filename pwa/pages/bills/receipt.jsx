import { useState } from 'preact/hooks';
import { saveReceipt } from '../../actions/payments.js';
import { Panel, Row } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';
import { NoSignal, Refused } from '../../lib/outcome.js';

/** The receipt to keep, for what was paid here. @param {{bill: import('../../lib/rows.js').Bill}} props */
export function Receipt({ bill }) {
  const [said, say] = useState(t('bills.receipt_text'));
  if (!bill.receipt) return null;

  async function save() {
    say(t('bills.receipt_coming'));
    try {
      await saveReceipt(bill);
      say(t('bills.receipt_text'));
    } catch (error) {
      if (error instanceof NoSignal) say(t('bills.receipt_no_signal'));
      else if (error instanceof Refused) say(`${error.message} ${error.hint}`);
      else throw error;
    }
  }

  return (
    <Panel>
      <Row icon="download" title={t('bills.receipt_save')} text={said} onClick={save} />
    </Panel>
  );
}
