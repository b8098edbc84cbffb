import { Panel, Row, Section } from '../components/panel.jsx';
import { t } from '../lib/labels.js';

/** What can be read with or without a card. */
export function LookUp() {
  return (
    <Section title={t('common.look_up')}>
      <Panel>
        <Row
          icon="syringe"
          title={t('vaccines.one')}
          text={t('vaccines.look_up_text')}
          href="/vaccines"
        />
        <Row icon="book" title={t('notices.title')} text={t('notices.lead')} href="/notices" />
      </Panel>
    </Section>
  );
}
