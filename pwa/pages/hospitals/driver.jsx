import { useState } from 'preact/hooks';
import { Button } from '../../components/button.jsx';
import { Icon } from '../../components/icon.jsx';
import { Screen } from '../../components/screen.jsx';
import { day } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { connection } from '../../store/connection.js';
import { useAwake } from '../cards/awake.js';
import { CopyAddress } from '../me/copy-address.jsx';
import { KnownHospital } from './known-hospital.jsx';
import { MapSheet } from './map-sheet.jsx';

/** @typedef {import('../../lib/hospitals.js').Directory} Directory */
/** @typedef {import('../../lib/hospitals.js').Hospital} Hospital */

const SIZES = ['', 'drv--2', 'drv--3'];

/**
 * The address for a driver: Chinese, large, ink on white in both themes.
 * @param {{id: string}} props
 */
export default function Driver({ id }) {
  return (
    <KnownHospital id={id} title={t('hospitals.driver.button')} back={`/hospitals/${id}`}>
      {(hospital, directory) => <ForDriver hospital={hospital} directory={directory} />}
    </KnownHospital>
  );
}

/** @param {{hospital: Hospital, directory: Directory}} props */
function ForDriver({ hospital, directory }) {
  const [size, setSize] = useState(0);
  const [isMapOpen, setMapOpen] = useState(false);
  const isAwake = useAwake();
  const isOffline = connection.value.state === 'offline';
  const city = directory.cities.find(({ code }) => code === hospital.city)?.name.zh ?? '';
  const address = hospital.address?.zh ?? '';
  return (
    <Screen
      title={t('hospitals.driver.button')}
      back={`/hospitals/${hospital.id}`}
      close
      class="drv"
      connectionText={isOffline ? t('connection.works_offline') : undefined}
      dock={
        <Button icon="route" onClick={() => setMapOpen(true)}>
          {t('hospitals.map.open')}
        </Button>
      }
      sheet={
        isMapOpen && (
          <MapSheet hospital={hospital} directory={directory} onClose={() => setMapOpen(false)} />
        )
      }
    >
      <Paper hospital={hospital} city={city} size={SIZES[size] ?? ''} />
      <p class="cap">
        {t('hospitals.driver.checked', { day: day(hospital.checked_on) })}
        {!isAwake && t('card.not_awake')}
      </p>
      <div class="btns">
        {address && (
          <CopyAddress address={`${hospital.name.zh} ${address}`} words="hospitals.driver" />
        )}
        <Button kind="line" icon="textsize" onClick={() => setSize((size + 1) % SIZES.length)}>
          {t(size + 1 < SIZES.length ? 'hospitals.driver.larger' : 'hospitals.driver.smaller')}
        </Button>
      </div>
    </Screen>
  );
}

/** @param {{hospital: Hospital, city: string, size: string}} props */
function Paper({ hospital, city, size }) {
  return (
    <div class={`drv__p ${size}`} lang="zh-CN">
      <p class="drv__hi">{GREETING}</p>
      <h2>
        {hospital.name.zh.split(/(?=（)/).map((part) => (
          <span key={part} class="nb">
            {part}
          </span>
        ))}
      </h2>
      <p class="drv__a">
        {hospital.address ? (
          <Numbers text={withCity(city, hospital.address.zh)} />
        ) : (
          `${city}${hospital.district?.zh ?? ''}`
        )}
      </p>
      <p class="drv__n">
        <Icon name="pin" />
        <span>{WISH}</span>
      </p>
    </div>
  );
}

/** The driver reads Chinese, whatever the parent reads. */
const GREETING = '师傅您好，麻烦送我们到';
const WISH = '孩子不舒服，请稳一点开，谢谢。';

/** House numbers stand out. @param {{text: string}} props */
function Numbers({ text }) {
  return text.split(/(\d+)/).map((part) => (/^\d/.test(part) ? <b>{part}</b> : part));
}

/** @param {string} city @param {string} address */
function withCity(city, address) {
  return address.startsWith(city) ? address : `${city}${address}`;
}
