import { Icon } from '../components/icon.jsx';
import { Parts } from '../components/parts.jsx';
import { cardOf, visibleCards } from '../store/queries.js';
import { childrenOf } from './wallet.js';

/**
 * One claim or complaint of a list: what it is, a few facts, how it stands.
 *
 * @param {{href: string, title: string, isSaid?: boolean, parts: (string | null | undefined)[],
 *   children: import('preact').ComponentChildren}} props isSaid: the title is what somebody wrote
 */
export function ListLine({ href, title, isSaid, parts, children }) {
  return (
    <a class="row" href={href}>
      <span class="row__b">
        <span class={isSaid ? 'row__t said' : 'row__t'}>{title}</span>
        <span class="row__s">
          <Parts of={parts} whole />
        </span>
        <span class="crow">{children}</span>
      </span>
      <Icon name="right" class="chev" />
    </a>
  );
}

/** Whose it is, where there is more than one child. @param {string} policyId */
export function childOf(policyId) {
  if (childrenOf(visibleCards.value).length < 2) return null;
  return cardOf(policyId)?.child_name;
}
