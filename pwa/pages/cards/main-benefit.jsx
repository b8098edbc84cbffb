import { Icon } from '../../components/icon.jsx';
import { Panel } from '../../components/panel.jsx';
import { Ring } from '../../components/ring.jsx';
import { balance } from '../../lib/benefits.js';
import { both, t } from '../../lib/labels.js';
import { benefitsOf } from '../../store/queries.js';
import { Short } from './benefit-row.jsx';
import { figuresOf, shortRules, usedOf } from './benefit-words.js';

/** @typedef {import('../../lib/rows.js').PlanBenefit} PlanBenefit */

/**
 * One benefit in large: what is left of it, and the ring.
 *
 * @param {{card: import('../../lib/rows.js').Card, benefit: PlanBenefit, href?: string}} props
 *   href: of its own page
 */
export function MainBenefit({ card, benefit, href }) {
  const row = benefitsOf(card.id).find(({ code }) => code === benefit.code);
  const amounts = balance(benefit, row);
  const figures = figuresOf(amounts);
  const name = both(benefit.name);
  return (
    <Panel pad label={name}>
      <div class="hero">
        <div class="hero__b">
          <p class="lead">{t(figures ? 'benefits.left_of' : 'benefits.used_of', { name })}</p>
          <Hero text={figures ? figures.left : usedOf(amounts) || t('benefits.nothing')} />
          <p class="lead">
            {figures ? t('benefits.year_limit', { limit: figures.limit }) : t('benefits.no_limit')}
          </p>
        </div>
        {figures && (
          <Ring
            shares={figures.shares}
            caption={t('benefits.usable')}
            label={t('benefits.ring', { name, left: figures.left, limit: figures.limit })}
          />
        )}
      </div>
      {figures && <Legend figures={figures} />}
      {href && (
        <a class="hero__go" href={href}>
          <span class="vh">{t('benefits.open', { name })}</span>
          <span>
            <Short words={shortRules(benefit)} />
          </span>
          <Icon name="right" />
        </a>
      )}
    </Panel>
  );
}

/** The page's big number; a ¥ before it is smaller. @param {{text: string}} props */
function Hero({ text }) {
  const isMoney = text.startsWith('¥');
  return (
    <span class="money money--hero">
      {isMoney && <small>¥</small>}
      {isMoney ? text.slice(1) : text}
    </span>
  );
}

/** @param {{figures: NonNullable<ReturnType<typeof figuresOf>>}} props */
function Legend({ figures }) {
  return (
    <p class="legend">
      {figures.reviewing && (
        <span>
          <i class="legend__pend" />
          {t('benefits.reviewing')} <b class="num">{figures.reviewing}</b>
        </span>
      )}
      <span>
        <i class="legend__used" />
        {t('benefits.used')} <b class="num">{figures.used}</b>
      </span>
      <span>
        <i class="legend__left" />
        {t('benefits.left')} <b class="num">{figures.left}</b>
      </span>
    </p>
  );
}
