import { Chip, Chips, MenuChip } from '../../components/chips.jsx';
import { both, t } from '../../lib/labels.js';
import { labelOf } from '../wallet.js';
import { favourites, filters, setFilters } from './chosen.js';
import { networkCard, networkCards } from './network.js';
import { names } from './words.js';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {'whose' | 'city' | 'department' | 'services' | 'kind'} FilterName */

/**
 * What the list is narrowed to, in one line: a chip with an arrow opens the sheet at its part.
 *
 * @param {{directory: Directory, onOpen: (part: FilterName) => void}} props
 */
export function FilterChips({ directory, onOpen }) {
  const { city, department, services, kind, isOpen, isFavourite } = filters.value;
  const cards = networkCards.value;
  const whose = networkCard.value;
  const cityName = directory.cities.find(({ code }) => code === city)?.name;
  return (
    <Chips scrolls label={t('hospitals.filter.title')}>
      {cards.length > 0 && (
        <MenuChip isOn={Boolean(whose)} onPress={() => onOpen('whose')}>
          {whose ? labelOf(whose, cards) : t('hospitals.filter.whole_list')}
        </MenuChip>
      )}
      <MenuChip isOn={city !== ''} onPress={() => onOpen('city')}>
        {both(cityName) || t('hospitals.filter.city')}
      </MenuChip>
      <MenuChip isOn={department !== ''} onPress={() => onOpen('department')}>
        {names([department], directory.departments) || t('hospitals.filter.department')}
      </MenuChip>
      <MenuChip isOn={services.length > 0} onPress={() => onOpen('services')}>
        {names(services, directory.services) || t('hospitals.filter.services')}
      </MenuChip>
      <Chip isOn={isOpen} onPress={() => setFilters({ isOpen: !isOpen })}>
        {t('hospitals.filter.open')}
      </Chip>
      <MenuChip isOn={kind !== ''} onPress={() => onOpen('kind')}>
        {t(kind ? `hospitals.kinds.${kind}` : 'hospitals.filter.kind')}
      </MenuChip>
      {(favourites.value.length > 0 || isFavourite) && (
        <Chip isOn={isFavourite} onPress={() => setFilters({ isFavourite: !isFavourite })}>
          {t('hospitals.favourite')}
        </Chip>
      )}
    </Chips>
  );
}
