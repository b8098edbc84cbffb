import { useEffect, useRef } from 'preact/hooks';
import { t } from '../lib/labels.js';
import { drawStrokes, PAD_RATIO } from '../lib/signature.js';

/**
 * White paper to write a name on with a finger.
 *
 * @param {{strokes: number[][], onStrokes: (strokes: number[][]) => void}} props strokes: see
 *   lib/signature.js
 */
export function SignaturePad({ strokes, onStrokes }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const stroke = useRef(/** @type {number[] | null} */ (null));

  useEffect(() => {
    if (canvas.current) drawStrokes(canvas.current, strokes);
  }, [strokes]);

  /** @param {PointerEvent} event */
  function begin(event) {
    if (!event.isPrimary || event.button !== 0) return;
    canvas.current?.setPointerCapture(event.pointerId);
    stroke.current = placeOf(event);
  }

  /** @param {PointerEvent} event */
  function goOn(event) {
    if (!stroke.current || !canvas.current) return;
    stroke.current.push(...placeOf(event));
    drawStrokes(canvas.current, [...strokes, stroke.current]);
  }

  function end() {
    if (stroke.current) onStrokes([...strokes, stroke.current]);
    stroke.current = null;
  }

  return (
    <div class="pad">
      <canvas
        ref={canvas}
        role="img"
        aria-label={t(`claims.sign.${strokes.length > 0 ? 'written' : 'empty'}`)}
        width={WIDTH}
        height={Math.round(WIDTH / PAD_RATIO)}
        onPointerDown={begin}
        onPointerMove={goOn}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <p aria-hidden="true">{t('claims.sign.how')}</p>
    </div>
  );
}

const WIDTH = 700;

/**
 * Where a finger is, as shares of the pad's width.
 * @param {PointerEvent} event
 */
function placeOf({ currentTarget, clientX, clientY }) {
  const { left, top, width } = /** @type {Element} */ (currentTarget).getBoundingClientRect();
  return [clientX - left, clientY - top].map((at) => Math.round((at / width) * 1000) / 1000);
}
