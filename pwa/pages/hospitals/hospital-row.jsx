import { useComputed } from '@preact/signals';
import { IconButton } from '../../components/button.jsx';
import { telephone } from '../../components/hotline.jsx';
import { Icon } from '../../components/icon.jsx';
import { Tag } from '../../components/pill.jsx';
import { Rich } from '../../components/rich.jsx';
import { both, language, t } from '../../lib/labels.js';
import { openingAt } from '../../lib/opening.js';
import { moment } from './chosen.js';
import { names, openingWords, usesOf, wayWords, whereWords } from './words.js';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */

/**
 * One hospital of the list, and a button that calls it.
 *
 * @param {{hospital: Hospital, directory: Directory, metres: number | null, plan: string,
 *   city: string, isFavourite: boolean}} props
 *   plan: whose network; city: its name where the list holds several
 */
export function HospitalRow({ hospital, directory, metres, plan, city, isFavourite }) {
  const name = both(hospital.name);
  return (
    // biome-ignore lint/a11y/useSemanticElements: its list has batches (rows.jsx)
    <div class="hosp" role="listitem">
      <a class="hosp__a" href={`/hospitals/${hospital.id}`}>
        <span class="row__t">
          {name}
          {isFavourite && <Favourite />}
        </span>
        {language.value === 'en' && (
          <span class="row__s" lang="zh-CN">
            {hospital.name.zh}
          </span>
        )}
        <About hospital={hospital} directory={directory} city={city} />
        <OpenNow key={hospital.id} hospital={hospital} />
        <Tags hospital={hospital} isSample={directory.is_sample} plan={plan} />
      </a>
      <div class="hosp__e">
        <span class="num">{metres === null ? '' : wayWords(metres)}</span>
        {hospital.phone && (
          <IconButton
            soft
            icon="phone"
            label={t('hospitals.call', { name })}
            href={telephone(hospital.phone)}
          />
        )}
      </div>
    </div>
  );
}

function Favourite() {
  return (
    <>
      <Icon name="star" size="s" class="hosp__star" />
      <span class="vh">{t('hospitals.favourite')}</span>
    </>
  );
}

/** Where it is, and what it has. @param {{hospital: Hospital, directory: Directory, city: string}} props */
function About({ hospital, directory, city }) {
  const where = whereWords(city, both(hospital.district));
  const has =
    hospital.kind === 'public'
      ? t('hospitals.public_book')
      : names(hospital.departments, directory.departments, 3);
  return (
    <span class="row__s">
      {where}
      {where && has && <i class="sep" aria-hidden="true" />}
      {has}
    </span>
  );
}

/**
 * Whether it is open; only its words draw the line anew.
 *
 * @param {{hospital: Hospital}} props
 */
export function OpenNow({ hospital }) {
  const state = useComputed(() => {
    const opening = openingAt(hospital.hours, moment.value);
    return `${opening.kind}|${openingWords(opening, moment.value)}`;
  });
  const [kind, words = ''] = state.value.split('|');
  if (kind === 'unknown') {
    const missing = hospital.phone ? 'unknown' : 'unknown_both';
    return (
      <span class="row__s">
        <span class="unk">{t(`hospitals.opening.${missing}`)}</span>
      </span>
    );
  }
  return (
    <span class={`row__s hosp__${kind}`}>
      <Rich text={words} />
    </span>
  );
}

/** @param {{hospital: Hospital, isSample: boolean, plan: string}} props */
export function Tags({ hospital, isSample, plan }) {
  const uses = usesOf(hospital, plan);
  return (
    <span class="tags">
      <Tag>{t(isSample ? 'hospitals.tags.sample' : 'hospitals.tags.network')}</Tag>
      {uses.map((use) => (
        <Tag key={use}>{t(`hospitals.uses.${use}`)}</Tag>
      ))}
      {hospital.kind === 'public' && <Tag kind="paid">{t('hospitals.tags.book')}</Tag>}
      {hospital.designated_inpatient && <Tag>{t('hospitals.tags.designated')}</Tag>}
      {hospital.emergency_always && <Tag>{t('hospitals.tags.emergency')}</Tag>}
    </span>
  );
}
