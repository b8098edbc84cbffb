import { Icon } from '../../components/icon.jsx';
import { Parts } from '../../components/parts.jsx';
import { Pill } from '../../components/pill.jsx';
import { t } from '../../lib/labels.js';
import { detailsOf, iconOf, pillOf, titleOf } from './words.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */
/** @typedef {import('./sheets.jsx').OnOpen} OnOpen */

/**
 * What goes by itself. A press on a line shows what can be done about it.
 * @param {{items: Item[], isAfter: boolean, onOpen: OnOpen}} props
 *   isAfter: something above needs somebody, for which these don't wait
 */
export function Waiting({ items, isAfter, onOpen }) {
  if (items.length === 0) return null;
  return (
    <section class="sect">
      {isAfter && (
        <div class="sect__head">
          <h2>{t('outbox.behind', { count: items.length })}</h2>
          <p class="cap">{t('outbox.behind_text')}</p>
        </div>
      )}
      <ul class="panel">
        {items.map((item) => (
          <li class="ob" key={item.id}>
            <button class="row" type="button" onClick={() => onOpen({ id: item.id, what: 'item' })}>
              <Line item={item} />
            </button>
            <Bar item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** @param {{item: Item}} props */
export function Line({ item }) {
  const { kind, icon, words } = pillOf(item);
  const isMoving = kind === 'sending';
  const look = kind === 'sent' ? 'ok' : isMoving ? 'move' : 'wait';
  const mark = kind === 'sent' ? 'check' : isMoving ? 'up' : iconOf(item);
  return (
    <>
      <span class={`glyph glyph--${look}`}>
        <Icon name={mark} />
      </span>
      <span class="row__b">
        <span class="row__t">{titleOf(item)}</span>
        <Details parts={detailsOf(item)} />
      </span>
      <Pill kind={kind} icon={icon}>
        {words}
      </Pill>
    </>
  );
}

/** @param {{parts: string[]}} props */
export function Details({ parts }) {
  return (
    <span class="row__s">
      <Parts of={parts} />
    </span>
  );
}

/** @param {{item: Item}} props */
function Bar({ item: { state, percent } }) {
  if (state !== 'sending' || percent === null) return null;
  return <progress class="obar" max="100" value={percent} aria-hidden="true" />;
}
