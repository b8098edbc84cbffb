import { useState } from 'preact/hooks';
import { Button } from '../../components/button.jsx';
import { Facts } from '../../components/facts.jsx';
import { telephone } from '../../components/hotline.jsx';
import { Screen } from '../../components/screen.jsx';
import { dotted } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { operator } from '../../store/queries.js';
import { BeforeGoing } from './before-going.jsx';
import { Head, Intro } from './hospital-head.jsx';
import { Hours } from './hours.jsx';
import { Jump } from './jump.jsx';
import { KnownHospital } from './known-hospital.jsx';
import { Location } from './location.jsx';
import { MapSheet } from './map-sheet.jsx';
import { Networks } from './networks.jsx';
import { AskFirst, SampleBanner } from './sample.jsx';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */
/** @typedef {{hospital: Hospital, directory: Directory}} Props */

/** One hospital, and one tap to its appointment centre. @param {{id: string}} props */
export default function HospitalPage({ id }) {
  return (
    <KnownHospital id={id} title={t('hospitals.one')} back="/hospitals">
      {(hospital, directory) => <Detail hospital={hospital} directory={directory} />}
    </KnownHospital>
  );
}

/** @param {Props} props */
function Detail({ hospital, directory }) {
  const [isMapOpen, setMapOpen] = useState(false);
  return (
    <Screen
      title={t('hospitals.one')}
      back="/hospitals"
      class="page--hosp"
      dock={<CallFirst hospital={hospital} />}
      sheet={
        isMapOpen && (
          <MapSheet hospital={hospital} directory={directory} onClose={() => setMapOpen(false)} />
        )
      }
    >
      <SampleBanner directory={directory} />
      <Head hospital={hospital} directory={directory} />
      <Jump />
      <Intro hospital={hospital} directory={directory} />
      <Hours hospital={hospital} />
      <Location hospital={hospital} onMap={() => setMapOpen(true)} />
      <Networks hospital={hospital} isSample={directory.is_sample} />
      <BeforeGoing hospital={hospital} />
      <AskFirst />
      <Source hospital={hospital} />
    </Screen>
  );
}

/**
 * The appointment centre in one tap, or the hotline where its number isn't verified.
 *
 * @param {{hospital: Hospital}} props
 */
function CallFirst({ hospital }) {
  const { hotline } = operator.value;
  const isCentre = hospital.kind === 'private' && hospital.phone !== null;
  const number = isCentre ? hospital.phone : hotline;
  if (!number) return <span />;
  return (
    <Button icon="phone" href={telephone(number)}>
      {t(isCentre ? 'hospitals.call_centre' : 'hospitals.call_hotline')}
    </Button>
  );
}

/** @param {{hospital: Hospital}} props */
function Source({ hospital }) {
  const rows = hospital.sources.map(({ title, date }) => ({
    term: t('common.source'),
    value: [title, date].filter(Boolean).join(', '),
  }));
  return (
    <Facts
      rows={[
        ...rows,
        { term: t('common.checked'), value: dotted(hospital.checked_on) },
        {
          term: t('hospitals.confidence'),
          value: t(`hospitals.confidences.${hospital.confidence}`),
        },
      ]}
    />
  );
}
