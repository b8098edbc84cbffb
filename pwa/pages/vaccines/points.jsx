import { Icon } from '../../components/icon.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { both, t } from '../../lib/labels.js';

/** @typedef {import('../../lib/vaccines.js').Vaccine} Vaccine */
/** @typedef {import('../../lib/vaccines.js').VaccineBook} VaccineBook */
/** @typedef {import('../../lib/labels.js').InBoth} InBoth */

/**
 * Who should ask a doctor first: what a source says, and apart from it what is generally known.
 *
 * @param {{book: VaccineBook, vaccine: Vaccine}} props
 */
export function Cautions({ book, vaccine }) {
  const { cautions, general_cautions: hasGeneral } = vaccine;
  return (
    <>
      {cautions && (
        <Points
          title={t('vaccines.cautions')}
          items={cautions.items}
          isChecked={cautions.sources.length > 0}
        />
      )}
      {hasGeneral && (
        <Points title={t('vaccines.cautions')} items={book.general_cautions} isChecked={false} />
      )}
    </>
  );
}

/** What may follow, and when it is an emergency. @param {{vaccine: Vaccine}} props */
export function Reactions({ vaccine }) {
  const reactions = vaccine.reactions ?? { items: [], sources: [] };
  return (
    <Points
      title={t('vaccines.reactions')}
      items={reactions.items}
      isChecked={reactions.items.length === 0 || reactions.sources.length > 0}
    >
      <p class="vsos">
        <Icon name="ambulance" size="s" />
        <a href="tel:120">{t('vaccines.emergency')}</a>
      </p>
    </Points>
  );
}

/**
 * @param {{title: string, items: InBoth[], isChecked: boolean,
 *   children?: import('preact').ComponentChildren}} props
 */
function Points({ title, items, isChecked, children }) {
  return (
    <Section
      title={title}
      aside={!isChecked && <span class="cap unk">{t('vaccines.not_checked')}</span>}
    >
      <Panel pad>
        {items.length > 0 ? (
          <ul class="vpoints">
            {items.map((item) => (
              <li key={item.en}>{both(item)}</li>
            ))}
          </ul>
        ) : (
          <p class="reads">{t('vaccines.nothing_known')}</p>
        )}
        {children}
      </Panel>
    </Section>
  );
}
