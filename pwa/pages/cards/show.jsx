import { Button } from '../../components/button.jsx';
import { Person } from '../../components/e-card.jsx';
import { Values } from '../../components/facts.jsx';
import { Note } from '../../components/note.jsx';
import { CardStatus, Tag } from '../../components/pill.jsx';
import { Screen } from '../../components/screen.jsx';
import { cardState } from '../../lib/card.js';
import { todayInChina } from '../../lib/clock.js';
import { dotted } from '../../lib/format.js';
import { both, t } from '../../lib/labels.js';
import { back } from '../../router.js';
import { connection } from '../../store/connection.js';
import { doubtAbout } from '../../store/passes.js';
import { ageOf } from '../wallet.js';
import { useAwake } from './awake.js';
import { KnownCard } from './known-card.jsx';
import { PolicyNumber } from './policy-number.jsx';
import { Scan } from './scan.jsx';

/** @typedef {import('../../lib/rows.js').Card} Card */

/** The card for the reception: large, ink on white in both themes. @param {{id: string}} props */
export default function Show({ id }) {
  const isAwake = useAwake();
  const isOffline = connection.value.state === 'offline';
  return (
    <Screen
      title={t('card.show')}
      back="/"
      close
      tab="cards"
      connectionText={isOffline ? t('connection.works_offline') : undefined}
      dock={<Button onClick={() => back('/')}>{t('card.done')}</Button>}
    >
      <KnownCard id={id}>
        {(card) => (
          <>
            <Paper card={card} />
            <Note icon="sun" text={t(isAwake ? 'card.awake' : 'card.not_awake')} />
            {cardState(card, todayInChina()) === 'active' && (
              <Note icon="pen" text={t('card.sign')} />
            )}
            {card.demo && <Note text={t('common.demo_note')} />}
          </>
        )}
      </KnownCard>
    </Screen>
  );
}

/** @param {{card: Card}} props */
function Paper({ card }) {
  const known = cardState(card, todayInChina());
  const doubt = doubtAbout(card);
  const state = doubt ? 'unchecked' : known;
  return (
    <article class="show__paper">
      <div class="show__h">
        <p>{both(card.plan_name)}</p>
        <CardStatus state={state} />
      </div>
      <h2 class="show__name">{card.child_name}</h2>
      <p class="show__age">
        <Person card={card} /> {card.demo && <Tag>{t('common.demo')}</Tag>}
      </p>
      {state !== 'active' && (
        <p class="show__why">{t(doubt ? `card.doubt.${doubt}` : `card.show_why.${state}`)}</p>
      )}
      <Scan card={card} />
      <PolicyNumber number={card.number} />
      <Values
        rows={[
          { term: t('card.birthday'), value: dotted(card.birthday) },
          { term: t('card.kind'), value: t(`card.kinds.${card.kind}`) },
          {
            term: t('card.period'),
            value: `${dotted(card.starts_on)} – ${dotted(card.ends_on)}`,
          },
          { term: t('card.as_of'), value: ageOf(card.id) },
        ]}
      />
    </article>
  );
}
