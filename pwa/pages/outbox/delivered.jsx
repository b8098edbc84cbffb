import { Icon } from '../../components/icon.jsx';
import { Section } from '../../components/panel.jsx';
import { Pill } from '../../components/pill.jsx';
import { todayInChina } from '../../lib/clock.js';
import { asOf } from '../../lib/format.js';
import { has, t } from '../../lib/labels.js';
import { Details } from './waiting.jsx';
import { titleOf } from './words.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */

/** What the server has, the latest first, each with its receipt. @param {{items: Item[]}} props */
export function Delivered({ items }) {
  const latest = [...items].sort((one, other) => (arrivedAt(one) < arrivedAt(other) ? 1 : -1));
  const today = latest.filter((item) => isToday(arrivedAt(item)));
  const earlier = latest.filter((item) => !isToday(arrivedAt(item)));
  return (
    <>
      <Part title={t('outbox.today')} items={today} />
      <Part title={t('outbox.earlier')} items={earlier} />
    </>
  );
}

/** @param {{title: string, items: Item[]}} props */
function Part({ title, items }) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      <ul class="panel">
        {items.map((item) => (
          <li class="ob" key={item.id}>
            <div class="row">
              <span class="glyph glyph--ok">
                <Icon name="check" />
              </span>
              <span class="row__b">
                <span class="row__t">{titleOf(item)}</span>
                <Details
                  parts={[asOf(arrivedAt(item)), answerOf(item) || receiptOf(item)].filter(Boolean)}
                />
              </span>
              <Pill kind="sent" icon="check">
                {t('outbox.sent')}
              </Pill>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Photos go by the claim's receipt. @param {Item} item */
function receiptOf({ entries, files }) {
  const receipt = files.length > 0 ? '' : (entries[0]?.receipt ?? '');
  return receipt && t('outbox.receipt', { receipt });
}

/** What came of it, where that isn't the same each time. @param {Item} item */
function answerOf({ entries: [entry] }) {
  const key = `bills.sent.${entry?.result?.answer}`;
  return has(key) ? t(key) : '';
}

/** @param {Item} item */
function arrivedAt({ entries }) {
  return (
    entries
      .map(({ delivered_at = '' }) => delivered_at)
      .sort()
      .at(-1) ?? ''
  );
}

/** @param {string} at */
function isToday(at) {
  return todayInChina(Date.parse(at)) === todayInChina();
}
