import { Answer } from '../../components/answer.jsx';
import { Button } from '../../components/button.jsx';
import { HotlineRow } from '../../components/hotline.jsx';
import { Note } from '../../components/note.jsx';
import { Panel } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { t } from '../../lib/labels.js';

const TO_CHECK = ['name', 'phone', 'code', 'new'];

/** One page for every failed binding: it never says which detail was off. */
export default function BindFailed() {
  return (
    <Screen
      title={t('bind.title')}
      back="/bind"
      dock={<Button href="/bind">{t('bind.failed.back')}</Button>}
    >
      <Answer
        caption={t('bind.failed.kept')}
        title={t('bind.failed.title')}
        rows={TO_CHECK.map((name) => ({
          term: t(`bind.failed.${name}`),
          value: t(`bind.failed.${name}_b`),
          note: t(`bind.failed.${name}_s`),
        }))}
      />
      <Panel>
        <HotlineRow text={t('bind.failed.hotline')} />
      </Panel>
      <Note text={t('bind.failed.safe')} />
    </Screen>
  );
}
