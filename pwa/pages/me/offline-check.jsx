import { useEffect, useState } from 'preact/hooks';
import { lookAtPhone, runOfflineCheck } from '../../actions/offline-check.js';
import { Art } from '../../components/art.jsx';
import { Button } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { Note } from '../../components/note.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Parts } from '../../components/parts.jsx';
import { Screen } from '../../components/screen.jsx';
import { asOf, bytes } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { isInstalled } from '../../lib/which-phone.js';
import { local } from '../../store/queries.js';
import { readStorageState, storageState } from '../../store/storage.js';

/** @typedef {import('../../actions/offline-check.js').CheckResult} CheckResult */
/** @typedef {import('../../actions/offline-check.js').CheckItem} CheckItem */
/** @typedef {import('../../actions/offline-check.js').Held} Held */

const ICONS = {
  cards: 'card',
  records: 'shield',
  app: 'home',
  plans: 'shield',
  hospitals: 'hospital',
  vaccines: 'syringe',
  notices: 'book',
  texts: 'lock',
};

/** What this phone holds, and the proof that it opens without signal. */
export default function OfflineCheck() {
  const result = /** @type {CheckResult | undefined} */ (local.value.get('offline_check'));
  const [held, setHeld] = useState(/** @type {Held | null} */ (null));
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    void lookAtPhone().then(setHeld);
    void readStorageState();
  }, []);

  async function run() {
    setRunning(true);
    setHeld(await runOfflineCheck());
    await readStorageState();
    setRunning(false);
  }

  return (
    <Screen
      title={t('offline_check.title')}
      back="/me"
      dock={
        <Button icon="nosignal" busy={isRunning} onClick={run}>
          {t(`offline_check.${isRunning ? 'running' : 'run'}`)}
        </Button>
      }
    >
      <Verdict result={result} />
      {held && <Kept held={held} />}
      <Persistence />
      <Note text={t('offline_check.needs_signal')} />
    </Screen>
  );
}

/** @param {{result: CheckResult | undefined}} props */
function Verdict({ result }) {
  const outcome = result ? (result.ok ? 'ok' : 'partly') : 'untried';
  const seconds = result ? Math.max(0.1, result.ms / 1000).toFixed(1) : '';
  return (
    <section class="och" role="status">
      <Art name="phone" />
      <div>
        <h2>{t(`offline_check.heading_${outcome}`)}</h2>
        <p class="lead">
          {t(`offline_check.${outcome}`, {
            at: result ? asOf(result.at) : '',
            pages: result?.pages ?? 0,
            seconds,
          })}
        </p>
      </div>
    </section>
  );
}

/** @param {{held: Held}} props */
function Kept({ held }) {
  const size = storageState.value.usage ?? held.bytes;
  return (
    <Section
      title={t('offline_check.kept')}
      aside={<span class="cap num">{size > 0 ? bytes(size) : ''}</span>}
    >
      <Panel>
        {held.items.map((item) => (
          <Row
            key={item.kind}
            icon={ICONS[item.kind]}
            title={t(`offline_check.items.${item.kind}`, { count: item.count ?? 0 })}
            text={detailsOf(item)}
            end={<Mark isOk={item.ok} />}
          />
        ))}
      </Panel>
    </Section>
  );
}

/** @param {{isOk: boolean}} props */
function Mark({ isOk }) {
  if (!isOk) return t('offline_check.absent');
  return (
    <span class="okk">
      <Icon name="check" />
      <span class="vh">{t('offline_check.present')}</span>
    </span>
  );
}

/** Whether the browser promised to keep it; not shown where it doesn't say. */
function Persistence() {
  const { persisted } = storageState.value;
  if (persisted === null) return null;
  if (persisted) {
    return (
      <Panel>
        <Row
          icon="disk"
          glyph="ok"
          title={t('offline_check.persisted_title')}
          text={t('offline_check.persisted_text')}
        />
      </Panel>
    );
  }
  return (
    <Panel>
      <Row
        icon="disk"
        glyph="turn"
        title={t('offline_check.fragile_title')}
        text={t(`offline_check.fragile_${isInstalled() ? 'installed' : 'text'}`)}
      />
      {!isInstalled() && (
        <div class="panel__act">
          <Button small block kind="soft" icon="home" href="/me/install">
            {t('offline_check.fragile_button')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/**
 * How old and how large a thing is, as far as it says something.
 * @param {CheckItem} item
 */
function detailsOf({ kind, count = 0, bytes: size = 0, at }) {
  const details = [];
  if (kind === 'records') details.push(t('offline_check.visits', { count }));
  if (at) details.push(t('offline_check.updated', { at: asOf(at) }));
  if (size > 0) details.push(bytes(size));
  return <Parts of={details} />;
}
