import { HotlineRow, telephone } from '../../components/hotline.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { t } from '../../lib/labels.js';
import { frontCard } from '../wallet.js';

/**
 * How to book, and what to have in hand (user manual, chapters 4, 7 and 8).
 *
 * @param {{hospital: import('../../lib/hospitals.js').Hospital}} props
 */
export function BeforeGoing({ hospital }) {
  const { kind, phone } = hospital;
  const card = frontCard.value;
  return (
    <>
      <Section title={t('hospitals.book.title')}>
        <Panel>
          {kind === 'private' && phone ? (
            <Row
              icon="phone"
              title={t('hospitals.book.private')}
              text={t('hospitals.book.private_text')}
              href={telephone(phone)}
            />
          ) : (
            <HotlineRow
              title={t(`hospitals.book.${kind === 'public' ? 'public' : 'unverified'}`)}
              text={t(`hospitals.book.${kind}_text`)}
            />
          )}
        </Panel>
      </Section>
      <Section title={t('hospitals.before.title')}>
        <Panel>
          <HotlineRow title={t('hospitals.before.ask')} />
          <Row
            icon="card"
            title={t('hospitals.before.card')}
            href={card ? `/cards/${card.id}/show` : undefined}
          />
          <Row
            icon="stamp"
            title={t('hospitals.before.preauth')}
            text={t(`hospitals.before.preauth_${kind}`)}
            href={`/preauths?hospital=${hospital.id}`}
          />
        </Panel>
      </Section>
    </>
  );
}
