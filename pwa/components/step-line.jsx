/**
 * How far one is in a form of several pages.
 *
 * @param {{step: number, of: number, title: string,
 *   about?: import('preact').ComponentChildren}} props title: which step, in words; about: what
 *   the form is of so far
 */
export function StepLine({ step, of, title, about }) {
  return (
    <div class="stepline">
      <div class="steps" aria-hidden="true">
        {Array.from({ length: of }, (_, index) => (
          <i key={index} class={index < step ? 'on' : undefined} />
        ))}
      </div>
      <p class="lead" id="step" tabIndex={-1}>
        <b>{title}</b>
        {about && <span class="stepline__a">{about}</span>}
      </p>
    </div>
  );
}
