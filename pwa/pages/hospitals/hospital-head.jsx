import { toggleFavourite } from '../../actions/hospitals.js';
import { IconButton } from '../../components/button.jsx';
import { Panel } from '../../components/panel.jsx';
import { Parts } from '../../components/parts.jsx';
import { metresTo } from '../../lib/hospital-list.js';
import { both, language, t } from '../../lib/labels.js';
import { favourites } from './chosen.js';
import { OpenNow, Tags } from './hospital-row.jsx';
import { networkCard } from './network.js';
import { here } from './whereabouts.js';
import { names, wayWords, whereWords } from './words.js';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */
/** @typedef {{hospital: Hospital, directory: Directory}} Props */

/** Its name, whether it is open, where. @param {Props} props */
export function Head({ hospital, directory }) {
  const city = directory.cities.find(({ code }) => code === hospital.city)?.name;
  const metres = metresTo(hospital, here.value);
  const where = [whereWords(both(city), both(hospital.district))];
  if (metres !== null) where.push(wayWords(metres));
  return (
    <header class="hosp__head">
      <div class="hosp__name">
        <h2>{both(hospital.name)}</h2>
        <Star id={hospital.id} />
      </div>
      {language.value === 'en' && (
        <p class="lead" lang="zh-CN">
          {hospital.name.zh}
        </p>
      )}
      <OpenNow hospital={hospital} />
      <p class="lead">
        <Parts of={where} />
      </p>
      <Tags
        hospital={hospital}
        isSample={directory.is_sample}
        plan={networkCard.value?.plan ?? ''}
      />
    </header>
  );
}

/** What it is and has. @param {Props} props */
export function Intro({ hospital, directory }) {
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
