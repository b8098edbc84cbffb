import { language, t } from '../lib/labels.js';
import { ConsentText } from './consent-text.jsx';

/** @typedef {{privacy: boolean, guardian: boolean}} Ticked */

const NAMES = /** @type {const} */ (['privacy', 'guardian']);

/** Nobody starts with anything ticked. */
export const NOTHING_TICKED = { privacy: false, guardian: false };

/**
 * Both consent texts in full, each with its own tick.
 *
 * @param {{consents: import('../lib/rows.js').Consents, ticked: Ticked,
 *   onTick: (ticked: Ticked) => void}} props
 */
export function ConsentPair({ consents, ticked, onTick }) {
  return NAMES.map((name) => (
    <ConsentText
      key={name}
      id={`agree_${name}`}
      version={consents[name].version}
      {...consents[name][language.value]}
      tick={{
        label: t(`privacy.agree_${name}`),
        isOn: ticked[name],
        onChange: (isOn) => onTick({ ...ticked, [name]: isOn }),
      }}
    />
  ));
}

/**
 * How many of the two are missing.
 * @param {Ticked} ticked
 */
export function missingTicks({ privacy, guardian }) {
  return Number(!privacy) + Number(!guardian);
}
