import { useState } from 'preact/hooks';
import { Chip, Chips } from '../../components/chips.jsx';
import { TextArea } from '../../components/text-area.jsx';
import { REACTIONS } from '../../lib/dose-form.js';
import { has, t } from '../../lib/labels.js';

/**
 * How the child took it: one of a few, or own words.
 *
 * @param {{filling: import('./dose-fields.jsx').Filling}} props
 */
export function Reaction({ filling: { form, change } }) {
  const { reaction } = form;
  const isKnown = REACTIONS.some((one) => one === reaction);
  const [isOwn, setOwn] = useState(reaction !== '' && !isKnown);

  /** @param {string} chosen */
  function choose(chosen) {
    setOwn(false);
    change({ reaction: chosen === reaction ? '' : chosen });
  }

  return (
    <div class="field">
      <span class="field__l">
        <span>{t('doses.reaction.label')}</span>
        <small>{t('claims.optional')}</small>
      </span>
      <Chips label={t('doses.reaction.label')}>
        {REACTIONS.map((one) => (
          <Chip key={one} isOn={!isOwn && one === reaction} onPress={() => choose(one)}>
            {t(`doses.reaction.${one}`)}
          </Chip>
        ))}
        <Chip
          isOn={isOwn}
          onPress={() => {
            setOwn(true);
            if (isKnown) change({ reaction: '' });
          }}
        >
          {t('doses.reaction.own')}
        </Chip>
      </Chips>
      {isOwn && (
        <TextArea
          name="dose.reaction"
          label={t('doses.reaction.words')}
          maxLength={200}
          value={reaction}
          onValue={(words) => change({ reaction: words })}
        />
      )}
    </div>
  );
}

/**
 * A reaction in words: ours for what could be chosen, the family's own otherwise; '' for none.
 * @param {string} reaction
 */
export function reactionWords(reaction) {
  if (reaction === 'none') return '';
  const key = `doses.reaction.${reaction}`;
  return has(key) ? t(key) : reaction;
}
