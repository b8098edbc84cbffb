import { useState } from 'preact/hooks';
import { Button } from '../../components/button.jsx';
import { t } from '../../lib/labels.js';

/**
 * Copies an address, and says what came of it.
 *
 * @param {{address: string, words: 'phones' | 'install' | 'hospitals.driver'}} props words: whose sentences it speaks
 */
export function CopyAddress({ address, words }) {
  const [outcome, setOutcome] = useState('copy');

  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      setOutcome('copied');
    } catch {
      // Refused, or a browser without a clipboard for pages (WeChat): the address is in sight.
      setOutcome('copy_by_hand');
    }
  }

  return (
    <Button kind="soft" icon={outcome === 'copied' ? 'check' : 'copy'} onClick={copy}>
      <span role="status">{t(`${words}.${outcome}`, { address })}</span>
    </Button>
  );
}
