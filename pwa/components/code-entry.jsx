import { useEffect, useState } from 'preact/hooks';
import { now } from '../lib/clock.js';
import { t } from '../lib/labels.js';
import { CodeInput } from './code-input.jsx';

/** A code is good for 5 minutes (SECURITY: 6 random digits, 5 min, single use). */
export const CODE_LIFE_MS = 5 * 60 * 1000;

/**
 * The six digits, how long until another code may be asked for, and help when none comes.
 *
 * @param {{code: string, sentAtMs: number, resendAfterS: number, onCode: (code: string) => void,
 *   onAgain: () => void, onHelp: () => void}} props
 */
export function CodeEntry({ code, sentAtMs, resendAfterS, onCode, onAgain, onHelp }) {
  const seconds = useSecondsUntil(sentAtMs + resendAfterS * 1000);
  const isOld = now() - sentAtMs >= CODE_LIFE_MS;
  return (
    <>
      <CodeInput value={code} label={t('bind.code.label')} onValue={onCode} />
      <div class="code__r">
        <span class="cap">{waitWords(seconds, isOld)}</span>
        <span class="code__acts">
          {seconds === 0 && (
            <button class="textbtn" type="button" onClick={onAgain}>
              {t('bind.code.again')}
            </button>
          )}
          <button class="textbtn" type="button" onClick={onHelp}>
            {t('bind.code.help')}
          </button>
        </span>
      </div>
    </>
  );
}

/**
 * Whole seconds left until a moment, drawn anew each second; 0 from then on.
 * @param {number} untilMs
 */
function useSecondsUntil(untilMs) {
  const [, redraw] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => redraw((beats) => beats + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((untilMs - now()) / 1000));
}

/**
 * @param {number} seconds
 * @param {boolean} isOld
 */
function waitWords(seconds, isOld) {
  if (isOld) return t('bind.code.expired');
  return seconds > 0 ? t('bind.code.wait', { seconds }) : t('bind.code.valid');
}
