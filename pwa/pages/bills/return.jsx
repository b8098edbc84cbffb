import { useEffect } from 'preact/hooks';
import { Blank } from '../../components/blank.jsx';
import { Button } from '../../components/button.jsx';
import { Screen } from '../../components/screen.jsx';
import { Skeleton } from '../../components/skeleton.jsx';
import { t } from '../../lib/labels.js';
import { navigate } from '../../router.js';
import { billOf } from '../../store/payments.js';
import { ready } from '../../store/queries.js';

/**
 * Where a gateway sends the browser after paying. That may be another one than the app's own (on
 * an iPhone it is Safari), which knows no card: the app asks by itself.
 * @param {{query: URLSearchParams}} props
 */
export default function PaymentReturn({ query }) {
  const id = query.get('bill') ?? '';
  const isKnown = billOf(id) !== undefined;
  useEffect(() => {
    if (isKnown) navigate(`/bills/${id}`, { replace: true });
  }, [isKnown]);
  return (
    <Screen title={t('bills.result')} tab="cards">
      {!ready.value || isKnown ? (
        <Skeleton rows={4} />
      ) : (
        <Blank
          art="letter"
          title={t('bills.return_title')}
          action={
            <Button kind="line" href="/">
              {t('bills.return_button')}
            </Button>
          }
        >
          {t('bills.return_text')}
        </Blank>
      )}
    </Screen>
  );
}
