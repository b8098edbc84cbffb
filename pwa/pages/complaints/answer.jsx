import { closeComplaint } from '../../actions/complaints.js';
import { Button } from '../../components/button.jsx';
import { closeSheet, Sheet } from '../../components/sheet.jsx';
import { lastAnswer, mayReopen } from '../../lib/complaint-state.js';
import { t } from '../../lib/labels.js';

/** @typedef {import('../../lib/complaint-overlay.js').ShownComplaint} ShownComplaint */

/**
 * What the service answered, and what the family can do about it.
 *
 * @param {{complaint: ShownComplaint, open: (sheet: any) => void}} props
 */
export function AnswerAndWays({ complaint, open }) {
  const answer = lastAnswer(complaint);
  const isOpen = complaint.state === 'answered';
  const again = mayReopen(complaint);
  const close = () => open(null);
  return (
    <div class="answered">
      {answer && <p class="said said--theirs">{answer.words}</p>}
      {(isOpen || again) && (
        <div class="btns">
          {isOpen && (
            <Button
              kind="line"
              small
              onClick={() => open(<Settle complaint={complaint} onClose={close} />)}
            >
              {t('complaints.settle.button')}
            </Button>
          )}
          {again && (
            <Button kind="line" small href={`/complaints/${complaint.id}/again`}>
              {t('complaints.again.button')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** @param {{complaint: ShownComplaint, onClose: () => void}} props */
export function Settle({ complaint, onClose }) {
  const words = complaint.state === 'answered' ? 'text' : 'text_early';
  async function settle() {
    await closeComplaint(complaint);
    closeSheet();
  }
  return (
    <Sheet
      title={t('complaints.settle.title')}
      onClose={onClose}
      foot={<Button onClick={settle}>{t('complaints.settle.do')}</Button>}
    >
      <p class="lead">{t(`complaints.settle.${words}`)}</p>
    </Sheet>
  );
}
