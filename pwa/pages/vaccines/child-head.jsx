import { TextButton } from '../../components/button.jsx';
import { Note } from '../../components/note.jsx';
import { todayInChina } from '../../lib/clock.js';
import { age, fullDate } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { leaseOver, visibleCards } from '../../store/queries.js';
import { childrenOf, colourOf, initialOf, swipedTo } from '../wallet.js';

/** @typedef {import('../../lib/rows.js').Card} Card */

/** Whose timeline it is, and whose it could be. @param {{card: Card}} props */
export function ChildHead({ card }) {
  const children = childrenOf(visibleCards.value);
  const position = children.findIndex((child) => child.child_id === card.child_id);
  const other = children[(position + 1) % children.length];
  if (leaseOver(card.id)) return null;
  return (
    <section class="vkid">
      <span class={`ava ava--${colourOf(card)}`} aria-hidden="true">
        {initialOf(card.child_name)}
      </span>
      <div>
        <h2>{card.child_name}</h2>
        <p class="lead">
          <span class="vkid__n">{t('vaccines.born', { on: fullDate(card.birthday) })}</span>
          <i class="sep" aria-hidden="true" />
          <span class="vkid__n">{age(card.birthday, todayInChina())}</span>
        </p>
      </div>
      {other && other.child_id !== card.child_id && (
        <TextButton
          onClick={() => {
            swipedTo.value = other.id;
          }}
        >
          {t('vaccines.switch', { name: other.child_name })}
        </TextButton>
      )}
    </section>
  );
}

/** Without a card there is no birthday to count from. */
export function NoCard() {
  return (
    <Note icon="info">
      {t('vaccines.no_card')}{' '}
      <a href="/bind" class="link tapx">
        {t('vaccines.bind')}
      </a>
    </Note>
  );
}
