/** How much wider than high the paper is. */
export const PAD_RATIO = 350 / 156;

const INK = '#14211d';
const PAPER = '#fff';
const PEN_SHARE = 0.009;
const PICTURE_WIDTH = 700;

/**
 * Draws a signature. A stroke is x and y by turns, as shares of the paper's width.
 * @param {HTMLCanvasElement} canvas
 * @param {number[][]} strokes
 */
export function drawStrokes(canvas, strokes) {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const { width, height } = canvas;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = INK;
  pen.lineWidth = width * PEN_SHARE;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const stroke of strokes) drawStroke(pen, stroke, width);
}

/**
 * A signature as a small PNG: as written, or a typed name.
 * @param {{strokes: number[][], signed_name?: string}} signed
 * @returns {Promise<Blob>}
 */
export function signaturePng({ strokes, signed_name = '' }) {
  const canvas = document.createElement('canvas');
  canvas.width = PICTURE_WIDTH;
  canvas.height = Math.round(PICTURE_WIDTH / PAD_RATIO);
  drawStrokes(canvas, strokes);
  if (strokes.length === 0) drawName(canvas, signed_name);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {string} name
 */
function drawName(canvas, name) {
  const pen = canvas.getContext('2d');
  if (!pen) return;
  const size = Math.min(canvas.height / 2, canvas.width / Math.max(4, name.length + 1));
  pen.fillStyle = INK;
  pen.font = `italic ${size}px serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(name, canvas.width / 2, canvas.height / 2, canvas.width * 0.9);
}

/**
 * Whether something was written, and not just touched.
 * @param {number[][]} strokes
 */
export function isWritten(strokes) {
  return strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0) >= 8;
}

/**
 * Through the middles between its points, so that a quick finger still draws a curve.
 * @param {CanvasRenderingContext2D} pen
 * @param {number[]} stroke
 * @param {number} scale
 */
function drawStroke(pen, stroke, scale) {
  const at = (/** @type {number} */ index) => (stroke[index] ?? 0) * scale;
  pen.beginPath();
  pen.moveTo(at(0), at(1));
  for (let point = 2; point + 3 < stroke.length; point += 2) {
    const [middleX, middleY] = [
      (at(point) + at(point + 2)) / 2,
      (at(point + 1) + at(point + 3)) / 2,
    ];
    pen.quadraticCurveTo(at(point), at(point + 1), middleX, middleY);
  }
  pen.lineTo(at(stroke.length - 2), at(stroke.length - 1));
  pen.stroke();
}
