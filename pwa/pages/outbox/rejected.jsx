import { Button } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { Panel, Row } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';
import { fieldName } from '../../lib/outbox-summary.js';
import { entries, files } from '../../store/outbox.js';
import { Details } from './waiting.jsx';
import { canBeHandedOver, refusalOf, refusalWords, refusedAt, titleOf } from './words.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */

/** What the server said no to: each wrong field in its own words, and the way to mend it.
 * @param {{item: Item, onOpen: import('./sheets.jsx').OnOpen}} props */
export function Rejected({ item, onOpen }) {
  const [entry] = item.entries;
  const fields = Object.entries(refusalOf(item)?.fields ?? {});
  const safe = entry ? arrivedWith(entry.id) : 0;
  return (
    <>
      <section class="panel rej">
        <div class="row row--gl">
          <span class="glyph glyph--turn">
            <Icon name="turn" />
          </span>
          <span class="row__b">
            <span class="row__t">{titleOf(item)}</span>
            <Details parts={[t('outbox.back_at', { at: refusedAt(item) })]} />
          </span>
        </div>
        <ul class="rej__l">
          {fields.length === 0 && (
            <li>
              <span>{refusalWords(item).text}</span>
            </li>
          )}
          {fields.map(([path, said]) => (
            <li key={path}>
              {fieldName(path) && <b>{fieldName(path)}</b>}
              {said.map((sentence) => (
                <span key={sentence}>{sentence}</span>
              ))}
            </li>
          ))}
        </ul>
        {safe > 0 && (
          <p class="rej__ok">
            <Icon name="check" size="s" />
            <span>{t('outbox.photos_safe', { count: safe })}</span>
          </p>
        )}
        {entry?.made_on && (
          <div class="rej__b">
            <Button block icon="pen" href={entry.made_on}>
              {t(fields.length > 0 ? 'outbox.mend' : 'outbox.open', { count: fields.length })}
            </Button>
          </div>
        )}
      </section>
      <Panel>
        {canBeHandedOver(item) && (
          <Row
            icon="external"
            title={t('outbox.hand.title')}
            text={t('outbox.hand.text')}
            onClick={() => onOpen({ id: item.id, what: 'hand' })}
          />
        )}
        <Row
          icon="trash"
          title={t('outbox.remove.title')}
          onClick={() => onOpen({ id: item.id, what: 'remove' })}
        />
      </Panel>
    </>
  );
}

/**
 * How many photos go with an entry, if all of them are on the server.
 * @param {string} id
 */
function arrivedWith(id) {
  const own = entries.value.filter((entry) => entry.after.includes(id) && entry.file);
  const arrived = own.filter(({ file }) =>
    files.value.some((one) => one.id === file && one.state === 'delivered'),
  );
  return arrived.length === own.length ? own.length : 0;
}
