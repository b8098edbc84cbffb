import { Button, TextButton } from '../../../components/button.jsx';
import { Need } from '../../../components/need.jsx';
import { Pill } from '../../../components/pill.jsx';
import { AddTile, Tiles } from '../../../components/tile.jsx';
import { DOCUMENT_ICONS } from '../../../lib/claim-documents.js';
import { t } from '../../../lib/labels.js';
import { connection } from '../../../store/connection.js';
import { FileTile } from '../file-tile.jsx';
import { PhotoSheet } from '../photo-sheet.jsx';
import { TakingNote } from '../taking-note.jsx';
import { flawsIn } from './checklist.js';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('./checklist.js').ShownNeed} ShownNeed */
/** @typedef {import('../use-taking.js').Taking} Taking */

/**
 * One kind of document: its photos, and how to add to them.
 *
 * @param {{need: ShownNeed, filler: Filler, taking: Taking}} props
 */
export function DocumentNeed({ need, filler, taking }) {
  const { kind, files, flawed } = need;
  return (
    <Need
      icon={DOCUMENT_ICONS[kind] ?? 'file'}
      title={t(`claims.document.${kind}`)}
      text={flawed[0] ? flawWords(need) : t(`claims.about.${kind}`)}
      end={<State need={need} isNone={filler.form.no_exam && kind === 'exam_report'} />}
    >
      {files.length > 0 ? (
        <Photos {...{ need, filler, taking }} />
      ) : (
        <FirstPhoto {...{ need, filler, taking }} />
      )}
      <TakingNote taking={taking} about={kind} />
    </Need>
  );
}

/** @param {{need: ShownNeed, filler: Filler, taking: Taking}} props */
function Photos({ need: { kind, files }, filler, taking }) {
  const { form, change, open } = filler;
  return (
    <>
      <Tiles>
        {files.map((file, place) => (
          <FileTile
            key={file.id}
            file={file}
            name={t('claims.nth_of', { document: t(`claims.document.${kind}`), number: place + 1 })}
            isAccepted={form.accepted.includes(file.id)}
            onPress={() =>
              open(
                <PhotoSheet
                  file={file}
                  flaws={flawsIn(file)}
                  onAccept={() => change(({ accepted }) => ({ accepted: [...accepted, file.id] }))}
                  onRetake={() => taking.takePhoto({ kind, instead: file.id })}
                  onClose={() => open(null)}
                />,
              )
            }
          />
        ))}
        <AddTile onPress={() => taking.takePhoto({ kind })}>
          {t('claims.documents.another')}
        </AddTile>
      </Tiles>
      <Album kind={kind} taking={taking} />
    </>
  );
}

/** @param {{need: ShownNeed, filler: Filler, taking: Taking}} props */
function FirstPhoto({ need: { kind }, filler: { form, change }, taking }) {
  const mayBeNone = kind === 'exam_report' && !form.no_exam;
  return (
    <>
      <div class="btns">
        <Button kind="soft" small icon="camera" onClick={() => taking.takePhoto({ kind })}>
          {t('claims.documents.take')}
        </Button>
        {mayBeNone ? (
          <Button kind="line" small onClick={() => change({ no_exam: true })}>
            {t('claims.documents.no_exam')}
          </Button>
        ) : (
          <Button kind="line" small icon="image" onClick={() => taking.chooseFiles({ kind })}>
            {t('claims.documents.album')}
          </Button>
        )}
      </div>
      {mayBeNone && <Album kind={kind} taking={taking} />}
    </>
  );
}

/** @param {{kind: string, taking: Taking}} props */
function Album({ kind, taking }) {
  return (
    <TextButton icon="image" onClick={() => taking.chooseFiles({ kind })}>
      {t('claims.documents.album')}
    </TextButton>
  );
}

/** @param {{need: ShownNeed, isNone: boolean}} props isNone: there was nothing to test */
function State({ need: { isMissing, files, flawed }, isNone }) {
  if (flawed.length > 0) {
    return (
      <Pill kind="turn" icon="turn">
        {t('claims.documents.retake', { count: flawed.length })}
      </Pill>
    );
  }
  if (isMissing) {
    return (
      <Pill kind="turn" icon="turn">
        {t('claims.documents.none_yet')}
      </Pill>
    );
  }
  if (files.length === 0) {
    return <span class="cap">{t(isNone ? 'claims.documents.no_exam' : 'claims.optional')}</span>;
  }
  const arrived = files.filter(({ state }) => state === 'delivered').length;
  const isOffline = connection.value.state === 'offline';
  if (arrived === files.length) {
    return (
      <Pill kind="sent" icon="check">
        {t('claims.tile.sent')}
      </Pill>
    );
  }
  return (
    <Pill kind="wait" icon={isOffline ? 'nosignal' : 'up'}>
      {arrived}/{files.length}
    </Pill>
  );
}

/**
 * '第2张太暗，看不清字'.
 * @param {ShownNeed} need
 */
function flawWords({ files, flawed }) {
  const [file] = flawed;
  if (!file) return '';
  const flaw = file.state === 'unreadable' ? 'unreadable' : flawsIn(file)[0];
  return t(`claims.flaw.${flaw}`, { number: files.indexOf(file) + 1 });
}
