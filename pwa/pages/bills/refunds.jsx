import { Panel, Row } from '../../components/panel.jsx';
import { chinaDate } from '../../lib/days.js';
import { day, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';

/** What of a bill's money went back, or is on its way. @param {{bill: import('../../lib/rows.js').Bill}} props */
export function Refunds({ bill: { refunds } }) {
  if (refunds.length === 0) return null;
  return (
    <Panel label={t('bills.refunds')}>
      {refunds.map(({ amount_fen, cause, state, at }) => (
        <Row
          key={at + amount_fen}
          icon="undo"
          title={t(`bills.refund.${state}`, { amount: money(amount_fen) })}
          text={`${t(`bills.refund_why.${cause}`)} ${day(chinaDate(Date.parse(at)))}`}
        />
      ))}
    </Panel>
  );
}
