import { discardFilling } from '../../../actions/claim-drafts.js';
import { Banner } from '../../../components/banner.jsx';
import { Button, TextButton } from '../../../components/button.jsx';
import { Screen } from '../../../components/screen.jsx';
import { Sheet } from '../../../components/sheet.jsx';
import { StepLine } from '../../../components/step-line.jsx';
import { time } from '../../../lib/format.js';
import { t } from '../../../lib/labels.js';
import { leaveTo } from '../../../router.js';

/** @typedef {import('./wizard.jsx').Filler} Filler */
/** @typedef {import('./wizard.jsx').Step} Step */
/** @typedef {import('preact').ComponentChildren} Children */

/**
 * One step: how far it is, its content, and the button to the next.
 *
 * @param {{filler: Filler, about?: Children, dock: Children, note?: Children, noteIcon?: string,
 *   children: Children}} props note: unless said otherwise, when all was kept
 */
export function StepScreen({ filler, about, dock, note, noteIcon, children }) {
  const { step, sheet, isFull, savedAt, form } = filler;
  const kept = savedAt ? t('claims.kept_at', { time: time(savedAt) }) : t('claims.keeps');
  return (
    <Screen
      title={t('claims.new')}
      back="/claims"
      dock={dock}
      note={isFull ? t('claims.full.note') : (note ?? kept)}
      noteIcon={isFull ? 'alert' : (noteIcon ?? 'check')}
      sheet={sheet}
    >
      <StepLine step={step} of={4} title={t(`claims.step.${step}`)} about={about} />
      {isFull && <Full />}
      {form.said && (
        <Banner
          kind="turn"
          icon="turn"
          title={form.said[0] || t('claims.refused')}
          text={form.said[1]}
          isNews
        />
      )}
      {children}
      <Ways filler={filler} />
    </Screen>
  );
}

/** The phone can't keep what is typed: said before anything is lost. */
function Full() {
  return (
    <Banner
      kind="turn"
      icon="disk"
      title={t('claims.full.title')}
      text={t('claims.full.text')}
      isNews
    />
  );
}

/** Back a step, or out. @param {{filler: Filler}} props */
function Ways({ filler }) {
  const { step, goTo, open } = filler;
  return (
    <div class="btns btns--text">
      {step > 1 && (
        <TextButton icon="left" onClick={() => goTo(/** @type {Step} */ (step - 1))}>
          {t('claims.step_back')}
        </TextButton>
      )}
      <TextButton onClick={() => open(<Discard filler={filler} />)}>
        {t('claims.discard.ask')}
      </TextButton>
    </div>
  );
}

/** @param {{filler: Filler}} props */
function Discard({ filler: { draft, depth, open } }) {
  async function discard() {
    await discardFilling(draft.id);
    leaveTo('/claims', depth);
  }
  return (
    <Sheet
      title={t('claims.discard.title')}
      onClose={() => open(null)}
      foot={
        <Button kind="line" onClick={discard}>
          {t('claims.discard.do')}
        </Button>
      }
    >
      <p class="lead">{t(`claims.discard.${draft.form.entry ? 'text_entry' : 'text'}`)}</p>
    </Sheet>
  );
}
