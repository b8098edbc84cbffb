import { Chip, Chips } from '../../../components/chips.jsx';
import { Icon } from '../../../components/icon.jsx';
import { Panel, Row } from '../../../components/panel.jsx';
import { closeSheet, Sheet } from '../../../components/sheet.jsx';
import { TOPICS } from '../../../lib/complaint-form.js';
import { day } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';
import { cardOf, visibleCards, visit, visitsOf } from '../../../store/queries.js';
import { labelOf } from '../../wallet.js';

/** @typedef {import('./use-complaint-draft.js').Filling} Filling */

const MOST_VISITS = 12;

/**
 * Whose it is, what about, and at which visit.
 *
 * @param {{filling: Filling, says: Record<string, string>, open: (sheet: any) => void}} props
 */
export function About({ filling, says, open }) {
  const { form, change } = filling;
  return (
    <>
      <Children filling={filling} />
      <div class={says.topic ? 'field field--bad' : 'field'}>
        <span class="field__l">{t('complaints.about')}</span>
        <div id="field-topic" tabIndex={-1}>
          <Chips label={t('complaints.about')}>
            {TOPICS.map((topic) => (
              <Chip key={topic} isOn={form.topic === topic} onPress={() => change({ topic })}>
                {t(`complaints.topic.${topic}`)}
              </Chip>
            ))}
          </Chips>
        </div>
        {says.topic && (
          <p class="field__h" role="alert">
            <Icon name="info" />
            <span>{says.topic}</span>
          </p>
        )}
      </div>
      <VisitRow filling={filling} says={says} open={open} />
    </>
  );
}

/** One that came back stays the child's. @param {{filling: Filling}} props */
function Children({ filling: { policy_id, form, moveTo } }) {
  const cards = visibleCards.value;
  if (cards.length < 2 || form.entry) return null;
  return (
    <Chips label={t('claims.child')}>
      {cards.map((card) => (
        <Chip key={card.id} isOn={card.id === policy_id} onPress={() => moveTo(card.id)}>
          {labelOf(card, cards)}
        </Chip>
      ))}
    </Chips>
  );
}

/** @param {Parameters<typeof About>[0]} props */
function VisitRow({ filling, says, open }) {
  const { policy_id, form } = filling;
  const visits = visitsOf(cardOf(policy_id)?.child_id ?? '');
  if (visits.length === 0) return null;
  const chosen = form.visit_id ? visit(form.visit_id) : undefined;
  return (
    <Panel>
      <Row
        icon="claim"
        title={
          chosen
            ? t('complaints.visit_of', { hospital: chosen.hospital, day: day(chosen.visited_on) })
            : t('complaints.visit_none')
        }
        text={says.visit_id ?? t('complaints.visit_text')}
        onClick={() => open(<VisitSheet filling={filling} onClose={() => open(null)} />)}
      />
    </Panel>
  );
}

/** @param {{filling: Filling, onClose: () => void}} props */
function VisitSheet({ filling: { policy_id, change }, onClose }) {
  const visits = visitsOf(cardOf(policy_id)?.child_id ?? '').slice(0, MOST_VISITS);
  /** @param {string | null} visit_id */
  function choose(visit_id) {
    change({ visit_id });
    closeSheet();
  }
  return (
    <Sheet title={t('complaints.visit_which')} onClose={onClose}>
      <Panel>
        {visits.map(({ id, hospital, visited_on }) => (
          <Row
            key={id}
            icon="claim"
            title={hospital}
            text={day(visited_on)}
            onClick={() => choose(id)}
          />
        ))}
        <Row icon="x" title={t('complaints.visit_no')} onClick={() => choose(null)} />
      </Panel>
    </Sheet>
  );
}
