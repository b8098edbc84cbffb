import { Banner } from '../../components/banner.jsx';
import { HotlineLink } from '../../components/hotline.jsx';
import { Note } from '../../components/note.jsx';
import { Rich } from '../../components/rich.jsx';
import { t } from '../../lib/labels.js';

/**
 * While the list is a sample every place that shows it says so.
 *
 * @param {{directory: import('../../lib/hospitals.js').Directory}} props
 */
export function SampleBanner({ directory }) {
  if (!directory.is_sample) return null;
  return (
    <Banner kind="fact" icon="info">
      <Rich text={t('hospitals.sample')} slots={{ hotline: <HotlineLink /> }} />
    </Banner>
  );
}

/** The rule that stands on every page of the directory. */
export function AskFirst() {
  return <Note icon="phonecall" text={t('hospitals.ask_first')} />;
}
