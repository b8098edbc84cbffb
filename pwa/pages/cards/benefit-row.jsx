import { Icon } from '../../components/icon.jsx';
import { Bar } from '../../components/ring.jsx';
import { balance } from '../../lib/benefits.js';
import { both, t } from '../../lib/labels.js';
import { benefitsOf } from '../../store/queries.js';
import { figuresOf, shortRules, usedOf } from './benefit-words.js';

/**
 * One benefit of the list: what is left, the bar, and how it pays.
 *
 * @param {{card: import('../../lib/rows.js').Card,
 *   benefit: import('../../lib/rows.js').PlanBenefit}} props
 */
export function BenefitRow({ card, benefit }) {
  const row = benefitsOf(card.id).find(({ code }) => code === benefit.code);
  const amounts = balance(benefit, row);
  const figures = figuresOf(amounts);
  const used = figures ? figures.used : usedOf(amounts);
  return (
    <a class="ben" href={`/cards/${card.id}/benefits/${benefit.code}`}>
      <div class="ben__h">
        <Icon name={benefit.icon} />
        <h3>{both(benefit.name)}</h3>
        <span class="ben__left">
          {figures
            ? t('benefits.left_short', { left: figures.left })
            : t('benefits.no_limit_short')}
          <Icon name="right" class="chev" />
        </span>
      </div>
      {figures && (
        <Bar
          shares={figures.shares}
          label={t('benefits.bar', { left: figures.left, limit: figures.limit })}
        />
      )}
      <p class="ben__s">
        <span>
          {used ? t('benefits.used_short', { used }) : t('benefits.nothing')}
          {figures?.reviewing && (
            <>
              <i class="sep" aria-hidden="true" />
              {t('benefits.reviewing_short', { reviewing: figures.reviewing })}
            </>
          )}
        </span>
        {figures && <span class="num">{t('benefits.total', { limit: figures.limit })}</span>}
      </p>
      <p class="cap ben__r">
        <Short words={shortRules(benefit)} />
      </p>
    </a>
  );
}

/** Short remarks with dots between; each stays whole. @param {{words: string[]}} props */
export function Short({ words }) {
  return words.map((word, index) => (
    <span key={word} class="nb">
      {word}
      {index < words.length - 1 && <i class="sep" aria-hidden="true" />}
    </span>
  ));
}
