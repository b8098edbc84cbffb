/** The hills behind the ruler. */
export function Hills() {
  return (
    <svg class="ecard__hills" viewBox="0 0 340 96" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 58c52-34 108-30 168 2s118 26 172-14v50H0z" />
      <path d="M0 78c70-8 108-44 178-30s104 30 162 8v40H0z" />
    </svg>
  );
}

/**
 * The policy year: thirteen ticks bound twelve months, and the pin is today.
 *
 * @param {{share: number}} props how much of it is over, in percent
 */
export function Ruler({ share }) {
  return (
    <div class="ruler" aria-hidden="true">
      <div class="ruler__t">
        {Array.from({ length: 13 }, (_, index) => (
          <i key={index} />
        ))}
      </div>
      {/* Placed by attributes: the kept picture is HTML, where the CSP refuses styles. */}
      <svg class="ruler__now" aria-hidden="true">
        <rect x={`${share}%`} y="9" />
        <circle cx={`${share}%`} cy="6" r="6" />
      </svg>
    </div>
  );
}
