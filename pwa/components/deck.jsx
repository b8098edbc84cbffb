import { useEffect, useRef } from 'preact/hooks';
import { t } from '../lib/labels.js';

/**
 * Cards side by side, to swipe between; the dots do the same for keys and screen readers.
 *
 * @template {{id: string, label: string, view: import('preact').ComponentChildren}} C
 * @param {{cards: C[], chosen: string, onChoose: (id: string) => void}} props label: of the dot
 */
export function Deck({ cards, chosen, onChoose }) {
  const list = useRef(/** @type {HTMLUListElement | null} */ (null));
  const position = cards.findIndex((card) => card.id === chosen);

  useEffect(() => {
    const element = list.current?.children[position];
    if (list.current && element instanceof HTMLElement) list.current.scrollLeft = startOf(element);
  }, []);

  return (
    <>
      <ul
        class="deck"
        ref={list}
        aria-label={t('card.deck')}
        tabIndex={cards.length > 1 ? 0 : undefined}
        onScroll={(event) => {
          const nearest = cards[nearestTo(event.currentTarget)];
          if (nearest && nearest.id !== chosen) onChoose(nearest.id);
        }}
      >
        {cards.map((card) => (
          <li key={card.id}>{card.view}</li>
        ))}
      </ul>
      {cards.length > 1 && (
        <div class="dots">
          {cards.map((card, index) => (
            <button
              key={card.id}
              type="button"
              aria-label={card.label}
              aria-pressed={index === position}
              onClick={() => swipeTo(list.current?.children[index])}
            >
              <i />
            </button>
          ))}
        </div>
      )}
    </>
  );
}

/** @param {Element} list which card is at the left edge */
function nearestTo(list) {
  const starts = [...list.children].map((child) =>
    child instanceof HTMLElement ? Math.abs(startOf(child) - list.scrollLeft) : Infinity,
  );
  // At the far end the last card can't reach the left edge.
  const isAtEnd = list.scrollLeft + list.clientWidth >= list.scrollWidth - 2;
  return isAtEnd ? starts.length - 1 : starts.indexOf(Math.min(...starts));
}

/** @param {HTMLElement} card how far the list is scrolled when this one is first */
function startOf(card) {
  const first = /** @type {HTMLElement} */ (card.parentElement?.firstElementChild);
  return card.offsetLeft - first.offsetLeft;
}

/** @param {Element | undefined} card */
function swipeTo(card) {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (!(card instanceof HTMLElement)) return;
  card.parentElement?.scrollTo({ left: startOf(card), behavior: isCalm ? 'auto' : 'smooth' });
}
