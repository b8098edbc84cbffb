/** @typedef {{used_bp: number, reviewing_bp: number, remaining_bp: number}} Shares */

const RADIUS = 53;

/**
 * The main benefit as a ring: what is left, what is under review, and the rest used.
 *
 * @param {{shares: Shares, label: string, caption: string}} props label: read out instead of the
 *   picture; caption: under the percentage
 */
export function Ring({ shares, label, caption }) {
  const left = shares.remaining_bp / 100;
  const reviewing = shares.reviewing_bp / 100;
  return (
    <div class="ring" role="img" aria-label={label}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle class="ring__all" cx="60" cy="60" r={RADIUS} />
        {reviewing > 0 && <Arc class="ring__review" from={left} length={reviewing} />}
        {left > 0 && <Arc class="ring__left" from={0} length={left} />}
      </svg>
      <span>
        <b>{Math.floor(left)}%</b>
        {caption}
      </span>
    </div>
  );
}

/** @param {{class: string, from: number, length: number}} props in percent of the circle */
function Arc({ class: className, from, length }) {
  return (
    <circle
      class={className}
      cx="60"
      cy="60"
      r={RADIUS}
      pathLength="100"
      stroke-dasharray={`${length} ${100 - length}`}
      stroke-dashoffset={-from}
    />
  );
}

/**
 * A benefit as a bar over ten ticks, so that "about a third left" can be read without numbers.
 *
 * @param {{shares: Shares, label: string}} props
 */
export function Bar({ shares, label }) {
  return (
    <span class="meter" role="img" aria-label={label}>
      <span class="meter__bar">
        <i class="meter__left" style={{ width: `${shares.remaining_bp / 100}%` }} />
        {shares.reviewing_bp > 0 && (
          <i class="meter__pend" style={{ width: `${shares.reviewing_bp / 100}%` }} />
        )}
      </span>
      <span class="meter__ticks" />
    </span>
  );
}
