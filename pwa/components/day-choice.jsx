import { useState } from 'preact/hooks';
import { todayInChina } from '../lib/clock.js';
import { after } from '../lib/days.js';
import { day, fullDate } from '../lib/format.js';
import { t } from '../lib/labels.js';
import { Chip, Chips, MenuChip } from './chips.jsx';
import { Icon } from './icon.jsx';

/**
 * A day that has been: today and yesterday in sight, any other by the phone's own calendar.
 *
 * @param {{name: string, label: string, value: string, below?: string, error?: string,
 *   onValue: (on: string) => void}} props value: ISO date or ''; below: a quiet line
 */
export function DayChoice({ name, label, value, below, error, onValue }) {
  const today = todayInChina();
  const yesterday = after(today, { days: -1 });
  const isNear = value === today || value === yesterday;
  const [isOther, setOther] = useState(value !== '' && !isNear);

  /** @param {string} on */
  function choose(on) {
    setOther(false);
    onValue(on);
  }

  return (
    <div class={error ? 'field field--bad' : 'field'}>
      <span class="field__l">{label}</span>
      <div id={`field-${name}`} tabIndex={-1}>
        <Chips label={label}>
          <Chip isOn={!isOther && value === today} onPress={() => choose(today)}>
            {t('common.today_is', { day: day(today) })}
          </Chip>
          <Chip isOn={!isOther && value === yesterday} onPress={() => choose(yesterday)}>
            {t('common.yesterday')}
          </Chip>
          <MenuChip isOn={isOther} onPress={() => setOther(true)}>
            {isOther && value ? fullDate(value) : t('common.other_day')}
          </MenuChip>
        </Chips>
      </div>
      {isOther && (
        <div class="inp">
          <input
            type="date"
            name={name}
            aria-label={label}
            aria-invalid={Boolean(error)}
            max={today}
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
          />
        </div>
      )}
      {(error || below) && (
        <p class="field__h" role={error ? 'alert' : undefined}>
          {error && <Icon name="info" />}
          <span>{error || below}</span>
        </p>
      )}
    </div>
  );
}
