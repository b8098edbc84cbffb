import { markRead } from '../actions/inbox.js';
import { Blank } from '../components/blank.jsx';
import { TextButton } from '../components/button.jsx';
import { Icon } from '../components/icon.jsx';
import { Note } from '../components/note.jsx';
import { Section } from '../components/panel.jsx';
import { Screen } from '../components/screen.jsx';
import { Skeleton } from '../components/skeleton.jsx';
import { todayInChina } from '../lib/clock.js';
import { day, dayName, time } from '../lib/format.js';
import { has, t } from '../lib/labels.js';
import { cardOf, inbox, isRead, ready, unread } from '../store/queries.js';

/** @typedef {import('../lib/rows.js').InboxItem} InboxItem */

const LOOKS = {
  phone_bound: { icon: 'mobile', glyph: 'move', leadsTo: 'phones' },
  phone_unbound: { icon: 'mobile', glyph: 'plain', leadsTo: 'phones' },
  phone_unbound_for_you: { icon: 'mobile', glyph: 'plain', leadsTo: 'phones' },
  policy_phone_corrected: { icon: 'mobile', glyph: 'move', leadsTo: 'phones' },
  policy_renewed: { icon: 'shield', glyph: 'ok', leadsTo: 'card' },
  card_suspended: { icon: 'pause', glyph: 'turn', leadsTo: 'card' },
  card_restored: { icon: 'shield', glyph: 'ok', leadsTo: 'card' },
  bill_opened: { icon: 'wallet', glyph: 'turn', leadsTo: 'bill' },
  bill_due_soon: { icon: 'wallet', glyph: 'turn', leadsTo: 'bill' },
  bill_paid: { icon: 'check', glyph: 'ok', leadsTo: 'bill' },
  bill_paid_elsewhere: { icon: 'check', glyph: 'ok', leadsTo: 'bill' },
  bill_waived: { icon: 'check', glyph: 'ok', leadsTo: 'bill' },
  bill_postponed: { icon: 'clock', glyph: 'ok', leadsTo: 'bill' },
  bill_changed: { icon: 'wallet', glyph: 'turn', leadsTo: 'bill' },
  bill_cancelled: { icon: 'check', glyph: 'ok', leadsTo: 'bill' },
  bill_refund_ordered: { icon: 'undo', glyph: 'move', leadsTo: 'bill' },
  bill_refunded: { icon: 'undo', glyph: 'ok', leadsTo: 'bill' },
  claim_announced: { icon: 'claim', glyph: 'move', leadsTo: 'claim' },
  claim_complete: { icon: 'claim', glyph: 'ok', leadsTo: 'claim' },
  claim_assessment: { icon: 'hourglass', glyph: 'move', leadsTo: 'claim' },
  claim_documents_requested: { icon: 'turn', glyph: 'turn', leadsTo: 'claim' },
  claim_decided: { icon: 'claim', glyph: 'ok', leadsTo: 'claim' },
  claim_paid: { icon: 'wallet', glyph: 'ok', leadsTo: 'claim' },
  claim_withdrawn: { icon: 'undo', glyph: 'plain', leadsTo: 'claim' },
  complaint_received: { icon: 'pen', glyph: 'move', leadsTo: 'complaint' },
  complaint_answered: { icon: 'check', glyph: 'ok', leadsTo: 'complaint' },
  complaint_reopened: { icon: 'hourglass', glyph: 'move', leadsTo: 'complaint' },
  complaint_closed: { icon: 'check', glyph: 'plain', leadsTo: 'complaint' },
  account_added: { icon: 'bankcard', glyph: 'turn', leadsTo: 'account' },
  account_confirmed: { icon: 'bankcard', glyph: 'ok', leadsTo: 'account' },
};
const UNKNOWN = { icon: 'bell', glyph: 'plain', leadsTo: '' };

/** What happened to the family's cards, newest first. */
export default function Inbox() {
  const items = inbox.value;
  return (
    <Screen title={t('inbox.title')} tab="inbox">
      {items.length > 0 && <Days items={items} />}
      {items.length === 0 && !ready.value && <Skeleton rows={4} />}
      {items.length === 0 && ready.value && (
        <Blank art="letter" title={t('inbox.empty_title')} text={t('inbox.empty_text')} />
      )}
      {ready.value && <Note icon="lock" text={t('inbox.private')} />}
    </Screen>
  );
}

/** @param {{items: InboxItem[]}} props */
function Days({ items }) {
  const today = items.filter((item) => dateOf(item) >= todayInChina());
  const earlier = items.filter((item) => dateOf(item) < todayInChina());
  const markAll = unread.value > 0 && (
    <TextButton onClick={() => markRead(items.map((item) => item.id))}>
      {t('inbox.mark_all')}
    </TextButton>
  );
  return (
    <>
      {today.length > 0 && <Items title={t('inbox.today')} items={today} aside={markAll} />}
      {earlier.length > 0 && (
        <Items title={t('inbox.earlier')} items={earlier} aside={today.length === 0 && markAll} />
      )}
    </>
  );
}

/**
 * @param {{title: string, items: InboxItem[], aside: import('preact').ComponentChildren}} props
 */
function Items({ title, items, aside }) {
  return (
    <Section title={title} aside={aside}>
      <ul class="panel">
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
    </Section>
  );
}

/** @param {{item: InboxItem}} props */
function Item({ item }) {
  const isNew = !isRead(item.id);
  const known = /** @type {Record<string, typeof UNKNOWN>} */ (LOOKS)[item.template];
  const { icon, glyph, leadsTo } = known ?? UNKNOWN;
  const on = dateOf(item);
  const content = (
    <>
      <span class={`glyph glyph--${glyph}`}>
        <Icon name={icon} />
      </span>
      <span class="row__b">
        <span class="nt__t">
          <span class="row__t">{wordsOf(item, 'title')}</span>
          <time dateTime={item.created_at}>
            {on === todayInChina() ? time(item.created_at) : dayName(on)}
          </time>
        </span>
        <span class="row__s">{wordsOf(item, 'text')}</span>
      </span>
      {isNew && <i class="nt__d" role="img" aria-label={t('inbox.unread')} />}
    </>
  );
  const href = addressOf(item, leadsTo);
  return (
    <li class={isNew ? 'nt nt--new' : 'nt'}>
      {href ? (
        <a class="row" href={href} onClick={() => markRead([item.id])}>
          {content}
        </a>
      ) : (
        <button class="row" type="button" onClick={() => markRead([item.id])}>
          {content}
        </button>
      )}
    </li>
  );
}

/**
 * Where a press leads; nowhere when the card is no longer here.
 * @param {InboxItem} item
 * @param {string} leadsTo
 */
function addressOf({ policy_id, params }, leadsTo) {
  if (!leadsTo || !cardOf(policy_id)) return '';
  const addresses = {
    phones: `/me/phones/${policy_id}`,
    card: `/cards/${policy_id}`,
    claim: `/claims/${params.claim_id}`,
    bill: `/bills/${params.bill_id}`,
    complaint: `/complaints/${params.complaint_id}`,
    account: `/claims/accounts/${params.account_id}`,
  };
  return addresses[/** @type {keyof typeof addresses} */ (leadsTo)];
}

/**
 * A template of a newer server is announced without its words.
 * @param {InboxItem} item
 * @param {'title' | 'text'} part
 */
function wordsOf({ template, params, policy_id }, part) {
  const key = `inbox.${template}.${part}`;
  return t(has(key) ? key : `inbox.other.${part}`, {
    ...params,
    child: cardOf(policy_id)?.child_name ?? t('inbox.the_child'),
    tail: params.number_tail,
    day: params.starts_on ? day(params.starts_on) : '',
    due_on: params.due_on ? day(params.due_on) : '',
  });
}

/** @param {InboxItem} item */
function dateOf(item) {
  return todayInChina(Date.parse(item.created_at));
}
