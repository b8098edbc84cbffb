import { t } from '../lib/labels.js';
import { Tick } from './tick.jsx';

/**
 * A text to agree to: in full, in its own well, with its version; its tick beneath.
 *
 * @param {{id: string, title: string, version: string, paragraphs: string[],
 *   tick: {label: string, isOn: boolean, onChange: (isOn: boolean) => void}}} props
 */
export function ConsentText({ id, title, version, paragraphs, tick }) {
  const heading = `${id}-title`;
  return (
    <section class="fine">
      <div class="fine__h">
        <h2 id={heading}>{title}</h2>
        <span>{t('privacy.version', { version })}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the well scrolls; keys must reach it */}
      <section class="fine__t" aria-labelledby={heading} tabIndex={0}>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </section>
      <Tick name={id} {...tick} />
    </section>
  );
}
