import { cardState } from '../lib/card.js';
import { todayInChina } from '../lib/clock.js';
import { shareOver } from '../lib/days.js';
import { age, day, dotted } from '../lib/format.js';
import { both, t } from '../lib/labels.js';
import { Icon } from './icon.jsx';
import { Mask } from './mask.jsx';
import { CARD_LOOKS, CardStatus, Tag } from './pill.jsx';
import { Qr } from './qr.jsx';
import { Hills, Ruler } from './ruler.jsx';

/** @typedef {import('../lib/rows.js').Card} Card */

const IN_COLOUR = ['active', 'unchecked', 'not_started'];

/**
 * A child's card; a press opens it for the reception.
 *
 * @param {{card: Card, colour: string, asOf: string, qr: import('../lib/qr.js').Drawn | null,
 *   href?: string}} props asOf: how old the rows are, in words; qr: null while a valid card has to
 *   be checked first; without href it is no link
 */
export function ECard({ card, colour, asOf, qr, href }) {
  const today = todayInChina();
  const known = cardState(card, today);
  const state = known === 'active' && !qr ? 'unchecked' : known;
  const look = IN_COLOUR.includes(state) ? colour : 'off';
  const hatch = state === 'suspended' ? 'ecard--hatched' : '';
  const inside = (
    <>
      <Hills />
      <div class="ecard__top">
        <span class="ecard__plan">{both(card.plan_name)}</span>
        <CardStatus state={state} />
      </div>
      <div class="ecard__main">
        <div class="ecard__who">
          {/* The browser notes when this is on screen, for bench/cold_open.py. */}
          <strong class="ecard__name" elementtiming="child-name">
            {card.child_name}
          </strong>
          <p class="ecard__age">
            <Person card={card} /> {card.demo && <Tag>{t('common.demo')}</Tag>}
          </p>
        </div>
        {state === 'active' && qr ? (
          <Qr class="ecard__qr" qr={qr} />
        ) : (
          <Stop card={card} state={state} />
        )}
      </div>
      <dl class="ecard__kvs">
        <div>
          <dt>{t('card.number')}</dt>
          <dd>
            <b class="num">
              <Mask />
              {card.number.slice(-4)}
            </b>
          </dd>
        </div>
        <div>
          <dt>{t('card.as_of')}</dt>
          <dd>
            <b>{asOf}</b>
          </dd>
        </div>
      </dl>
      <p class="ecard__foot">
        {t('card.period')}{' '}
        <b class="num">
          {dotted(card.starts_on)} – {dotted(card.ends_on)}
        </b>
      </p>
      <Ruler share={shareOver(card, today)} />
    </>
  );
  const className = `ecard ecard--${look} ${hatch}`;
  if (!href) return <article class={className}>{inside}</article>;
  return (
    <a class={className} href={href}>
      {inside}
    </a>
  );
}

/** Girl or boy, and how old. @param {{card: Card}} props */
export function Person({ card }) {
  return (
    <span class="nb">
      {card.sex && (
        <>
          {t(`card.${card.sex}`)}
          <i class="sep" aria-hidden="true" />
        </>
      )}
      {age(card.birthday, todayInChina())}
    </span>
  );
}

/**
 * Why a card has no code to scan.
 *
 * @param {{card: Card, state: import('./pill.jsx').ShownState}} props
 */
function Stop({ card, state }) {
  return (
    <span class="ecard__stop">
      <Icon name={CARD_LOOKS[state].icon} size="l" />
      {t(`card.stop.${state}`, { day: day(card.starts_on) })}
    </span>
  );
}
