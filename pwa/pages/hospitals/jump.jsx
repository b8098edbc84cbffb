import { useState } from 'preact/hooks';
import { Segmented } from '../../components/segmented.jsx';
import { t } from '../../lib/labels.js';

const PARTS = ['intro', 'hours', 'place'];

/** The three things people look for; each brings its part of the page into sight. */
export function Jump() {
  const [part, setPart] = useState('intro');
  return (
    <Segmented
      name="part"
      label={t('hospitals.jump.label')}
      value={part}
      options={PARTS.map((value) => ({ value, label: t(`hospitals.jump.${value}`) }))}
      onValue={(value) => {
        setPart(value);
        document.getElementById(value)?.scrollIntoView({ block: 'start' });
      }}
    />
  );
}
