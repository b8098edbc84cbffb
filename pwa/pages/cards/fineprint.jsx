import { Banner } from '../../components/banner.jsx';
import { Facts } from '../../components/facts.jsx';
import { Note } from '../../components/note.jsx';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { ageOf } from '../wallet.js';

/** @typedef {import('../../lib/rows.js').Plan} Plan */

/** While the figures are invented, every page says so. @param {{plan: Plan}} props */
export function Samples({ plan }) {
  if (!plan.sample) return null;
  return (
    <Banner kind="fact" icon="info" title={t('benefits.sample_title')}>
      {t('benefits.sample_text')}
    </Banner>
  );
}

/**
 * Until when, who decides, where it is from and how old it is.
 *
 * @param {{card: import('../../lib/rows.js').Card, plan: Plan}} props
 */
export function Fineprint({ card, plan }) {
  const rows = [{ term: t('card.as_of'), value: ageOf(card.id) }];
  if (plan.source) rows.push({ term: t('common.source'), value: both(plan.source) });
  if (plan.checked_on) rows.push({ term: t('common.checked'), value: dotted(plan.checked_on) });
  return (
    <>
      <Note text={t('benefits.terms_decide', { ends: dotted(card.ends_on) })} />
      {card.demo && <Note text={t('common.demo_note')} />}
      <Facts rows={rows} />
    </>
  );
}
