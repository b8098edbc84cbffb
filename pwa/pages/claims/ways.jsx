import { withdrawClaim } from '../../actions/claims.js';
import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { isOver } from '../../lib/claim-state.js';
import { t } from '../../lib/labels.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claim-state.js').Where} Where */

/**
 * What else can be done with a claim.
 *
 * @param {{claim: ShownClaim, where: Where, open: (sheet: any) => void}} props
 */
export function Ways({ claim, where, open }) {
  const isOpen = !isOver(where);
  const isThere = isOpen && !claim.unsent;
  return (
    <Panel label={t('claims.ways.title')}>
      {claim.unsent && (
        <Row
          icon="send"
          title={t('claims.ways.outbox')}
          text={t('claims.ways.outbox_text')}
          href="/outbox"
        />
      )}
      {isThere && <Row icon="plus" title={t('claims.ways.add')} href={`/claims/${claim.id}/add`} />}
      <HotlineRow title={t('claims.ways.ask')} text={t('claims.ways.ask_text')} />
      {!isOpen && where !== 'withdrawn' && (
        <Row
          icon="pen"
          title={t('claims.ways.complain')}
          text={t('claims.ways.complain_text')}
          href="/complaints/new?topic=claim"
        />
      )}
      {isThere && (
        <Row
          icon="undo"
          title={t('claims.ways.withdraw')}
          onClick={() => open(<Withdraw claim={claim} onClose={() => open(null)} />)}
        />
      )}
    </Panel>
  );
}

/** @param {{claim: ShownClaim, onClose: () => void}} props */
function Withdraw({ claim, onClose }) {
  async function withdraw() {
    await withdrawClaim(claim);
    closeSheet();
  }
  return (
    <Sheet
      title={t('claims.withdraw.title')}
      onClose={onClose}
      foot={
        <Button kind="line" onClick={withdraw}>
          {t('claims.withdraw.do')}
        </Button>
      }
    >
      <p class="lead">{t('claims.withdraw.text')}</p>
    </Sheet>
  );
}
