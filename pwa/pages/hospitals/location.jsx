import { Button } from '../../components/button.jsx';
import { Panel } from '../../components/panel.jsx';
import { both, language, t } from '../../lib/labels.js';

/**
 * Where it is, and how to get there.
 *
 * @param {{hospital: import('../../lib/hospitals.js').Hospital, onMap: () => void}} props
 */
export function Location({ hospital, onMap }) {
  const { address, id } = hospital;
  return (
    <section id="place" class="sect">
      <h2 class="sect__t">{t('hospitals.place.title')}</h2>
      <Panel pad>
        {address ? (
          <Address address={address} />
        ) : (
          <p>
            {t('hospitals.place.address')} <span class="unk">{t('hospitals.unverified')}</span>
          </p>
        )}
        <div class="btns hosp__go">
          {address && (
            <Button small kind="soft" icon="taxi" href={`/hospitals/${id}/driver`}>
              {t('hospitals.driver.button')}
            </Button>
          )}
          <Button small kind="line" icon="route" onClick={onMap}>
            {t('hospitals.map.button')}
          </Button>
        </div>
      </Panel>
    </section>
  );
}

/**
 * In the other language too: who drives reads Chinese.
 * @param {{address: {zh: string, en: string}}} props
 */
function Address({ address }) {
  const isEnglish = language.value === 'en' && address.en !== address.zh;
  return (
    <>
      <p>
        <b>{both(address)}</b>
      </p>
      {isEnglish && (
        <p class="lead" lang="zh-CN">
          {address.zh}
        </p>
      )}
    </>
  );
}
