import { Banner } from '../../components/banner.jsx';
import { Button } from '../../components/button.jsx';
import { isOver } from '../../lib/claim-state.js';
import { t } from '../../lib/labels.js';
import { accountOf } from '../../store/claims.js';
import { whereOf } from './claim-words.js';

const STILL_TO_PAY = ['approved', 'partly'];

/**
 * A new account waits for a code; the claim goes on meanwhile, until it is to be paid.
 *
 * @param {{claim: import('../../lib/claim-overlay.js').ShownClaim}} props
 */
export function AccountBanner({ claim }) {
  const account = accountOf(claim.account_id);
  const where = whereOf(claim);
  const isNext = STILL_TO_PAY.includes(where);
  if (account?.state !== 'unconfirmed' || claim.unsent || (isOver(where) && !isNext)) return null;
  return (
    <Banner
      kind={isNext ? 'turn' : 'plain'}
      icon={isNext ? 'turn' : 'bankcard'}
      title={t('claims.account.confirm_title', { tail: account.last4 })}
      text={t('claims.account.confirm_text')}
      action={
        <Button small kind={isNext ? 'turn' : 'soft'} href={`/claims/accounts/${account.id}`}>
          {t('claims.account.confirm')}
        </Button>
      }
    />
  );
}
