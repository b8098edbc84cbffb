import { resumeEntry } from '../../actions/outbox.js';
import { retryFile } from '../../actions/outbox-items.js';
import { Button } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { Section } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';
import { iconOf, refusalOf, refusalWords } from './words.js';

/** @typedef {import('../../lib/outbox-items.js').Item} Item */
/** @typedef {import('./sheets.jsx').OnOpen} OnOpen */

/** What the phone itself can't go on with; each with what helps. All else goes on.
 * @param {{items: Item[], onOpen: OnOpen}} props */
export function NeedsYou({ items, onOpen }) {
  if (items.length === 0) return null;
  return (
    <Section title={t('outbox.your_turn')}>
      <ul class="panel">
        {items.map((item) => (
          <Turn key={item.id} item={item} onOpen={onOpen} />
        ))}
      </ul>
    </Section>
  );
}

/** @param {{item: Item, onOpen: OnOpen}} props */
function Turn({ item, onOpen }) {
  const { title, text } = refusalWords(item);
  return (
    <li class="ob">
      <div class="row">
        <span class="glyph glyph--turn">
          <Icon name={iconOf(item)} />
        </span>
        <span class="row__b">
          <span class="row__t">{title}</span>
          <span class="row__s">{text}</span>
        </span>
      </div>
      <div class="obx">
        <Help item={item} />
        <Button small kind="line" onClick={() => onOpen({ id: item.id, what: 'item' })}>
          {t('outbox.more')}
        </Button>
      </div>
    </li>
  );
}

/** The one thing that helps. @param {{item: Item}} props */
function Help({ item }) {
  const [entry] = item.entries;
  const code = refusalOf(item)?.code ?? 'unreadable';
  if (code === 'gone' || code === 'not_bound') return <Act icon="card" words="bind" href="/bind" />;
  if (code === 'editing') return <Act icon="pen" words="go_on" href={entry?.made_on} />;
  if (code === 'upload_quota') {
    return <Act icon="refresh" words="again" onClick={() => retryFile(entry?.file ?? '')} />;
  }
  if (entry?.file) return <Act icon="camera" words="retake" href={entry.made_on} />;
  return <Act icon="refresh" words="again" onClick={() => resumeEntry(entry?.id ?? '')} />;
}

/** @param {{icon: string, words: string, href?: string, onClick?: () => void}} props */
function Act({ icon, words, href, onClick }) {
  return (
    <Button small kind="soft" icon={icon} href={href} onClick={onClick}>
      {t(`outbox.${words}`)}
    </Button>
  );
}
