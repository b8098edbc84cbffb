import { useState } from 'preact/hooks';
import { toggleFavourite } from '../../actions/hospitals.js';
import { Button, IconButton } from '../../components/button.jsx';
import { Facts } from '../../components/facts.jsx';
import { telephone } from '../../components/hotline.jsx';
import { Panel } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { dotted } from '../../lib/format.js';
import { metresTo } from '../../lib/hospital-list.js';
import { both, language, t } from '../../lib/labels.js';
import { operator } from '../../store/queries.js';
import { BeforeGoing } from './before-going.jsx';
import { favourites, networkCard } from './chosen.js';
import { OpenNow, Tags } from './hospital-row.jsx';
import { Hours } from './hours.jsx';
import { Jump } from './jump.jsx';
import { KnownHospital } from './known-hospital.jsx';
import { Location } from './location.jsx';
import { MapSheet } from './map-sheet.jsx';
import { Networks } from './networks.jsx';
import { AskFirst, SampleBanner } from './sample.jsx';
import { here } from './whereabouts.js';
import { names, wayWords } from './words.js';

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
      end={<Star id={hospital.id} />}
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
      <Hours hospital={hospital} calendar={directory.calendar} />
      <Location hospital={hospital} onMap={() => setMapOpen(true)} />
      <Networks hospital={hospital} isSample={directory.is_sample} />
      <BeforeGoing hospital={hospital} />
      <AskFirst />
      <Source hospital={hospital} />
    </Screen>
  );
}

/** @param {{id: string}} props */
function Star({ id }) {
  const isFavourite = favourites.value.includes(id);
  return (
    <IconButton
      icon="star"
      label={t('hospitals.star')}
      pressed={isFavourite}
      onClick={() => void toggleFavourite(id)}
    />
  );
}

/** @param {Props} props */
function Head({ hospital, directory }) {
  const city = directory.cities.find(({ code }) => code === hospital.city)?.name;
  const metres = metresTo(hospital, here.value);
  const where = [`${both(city)} ${both(hospital.district)}`.trim()];
  if (metres !== null) where.push(wayWords(metres));
  return (
    <header class="hosp__head">
      <h2>{both(hospital.name)}</h2>
      {language.value === 'en' && (
        <p class="lead" lang="zh-CN">
          {hospital.name.zh}
        </p>
      )}
      <OpenNow hospital={hospital} />
      <p class="lead">
        {where.map((words, index) => (
          <span key={words}>
            {index > 0 && <i class="sep" aria-hidden="true" />}
            {words}
          </span>
        ))}
      </p>
      <Tags
        hospital={hospital}
        isSample={directory.is_sample}
        plan={networkCard.value?.plan ?? ''}
      />
    </header>
  );
}

/** @param {Props} props */
function Intro({ hospital, directory }) {
  const { departments, services, department_vip } = hospital;
  const rows = [
    { term: t('hospitals.filter.kind'), value: t(`hospitals.kinds.${hospital.kind}`) },
    { term: t('hospitals.filter.department'), value: names(departments, directory.departments) },
    { term: t('hospitals.filter.services'), value: names(services, directory.services) },
  ];
  if (hospital.kind === 'public') {
    rows.push({ term: t('hospitals.department_vip'), value: both(department_vip) });
  }
  return (
    <section id="intro" class="sect" aria-label={t('hospitals.jump.intro')}>
      <Panel pad>
        {both(hospital.intro) && <p>{both(hospital.intro)}</p>}
        <dl class="kv kv--list">
          {rows.map(({ term, value }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value || <Unverified />}</dd>
            </div>
          ))}
        </dl>
      </Panel>
    </section>
  );
}

/** A fact that nobody could check. */
function Unverified() {
  return <span class="unk">{t('hospitals.unverified')}</span>;
}

/** The appointment centre in one tap, or the hotline where its number isn't verified. */
function CallFirst(/** @type {{hospital: Hospital}} */ { hospital }) {
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
