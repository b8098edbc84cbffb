import { t } from '../lib/labels.js';
import { Icon } from './icon.jsx';

/** @typedef {import('preact').ComponentChildren} Children */
/**
 * @typedef {'active' | 'sent' | 'review' | 'turn' | 'late' | 'hold' | 'plain' | 'wait'
 *   | 'sending'} PillKind wait: it hasn't left this phone
 */

/**
 * A state: word, icon, hue and line together.
 *
 * @param {{kind: PillKind, icon: string, children: Children}} props
 */
export function Pill({ kind, icon, children }) {
  return (
    <span class={`st st--${kind}`}>
      <Icon name={icon} />
      <span>{children}</span>
    </span>
  );
}

/** What a card is shown as: a valid one in doubt is `unchecked`, 待核实. */
/** @typedef {import('../lib/card.js').CardState | 'unchecked'} ShownState */

/** @type {Record<ShownState, {kind: PillKind, icon: string}>} */
export const CARD_LOOKS = {
  unchecked: { kind: 'plain', icon: 'clock' },
  active: { kind: 'active', icon: 'shield' },
  suspended: { kind: 'hold', icon: 'pause' },
  not_started: { kind: 'plain', icon: 'clock' },
  expired: { kind: 'hold', icon: 'calendar' },
  terminated: { kind: 'hold', icon: 'x' },
};

/** @param {{state: ShownState}} props */
export function CardStatus({ state }) {
  return <Pill {...CARD_LOOKS[state]}>{t(`card.state.${state}`)}</Pill>;
}

/** @type {Record<import('../lib/visits.js').VisitState, {kind: PillKind, icon: string}>} */
const VISIT_LOOKS = {
  reviewing: { kind: 'review', icon: 'hourglass' },
  due: { kind: 'turn', icon: 'turn' },
  paying: { kind: 'review', icon: 'hourglass' },
  settled: { kind: 'sent', icon: 'check' },
};

/** @param {{state: import('../lib/visits.js').VisitState, lateDays: number}} props */
export function VisitStatus({ state, lateDays }) {
  if (lateDays > 0) {
    return (
      <Pill kind="late" icon="alert">
        {t('visits.late', { count: lateDays })}
      </Pill>
    );
  }
  return <Pill {...VISIT_LOOKS[state]}>{t(`visits.state.${state}`)}</Pill>;
}

/**
 * A short mark, for instance that these figures are invented.
 *
 * @param {{kind?: 'free' | 'paid', children: Children}} props free: in jade; paid: outlined
 */
export function Tag({ kind, children }) {
  return <span class={kind ? `tag tag--${kind}` : 'tag'}>{children}</span>;
}
