import { Banner } from '../../components/banner.jsx';
import { Howto } from '../../components/howto.jsx';
import { Note } from '../../components/note.jsx';
import { Section } from '../../components/panel.jsx';
import { Tag } from '../../components/pill.jsx';
import { Rich } from '../../components/rich.jsx';
import { Screen } from '../../components/screen.jsx';
import { t } from '../../lib/labels.js';
import { isInstalled, whichPhone } from '../../lib/which-phone.js';
import { CopyAddress } from './copy-address.jsx';

/** @typedef {'iphone' | 'android' | 'wechat'} Guide */

/** @type {Record<Guide, {words: string, icon: string}[]>} Each step and what to look for. */
const STEPS = {
  iphone: [
    { words: 'iphone_1', icon: 'share' },
    { words: 'iphone_2', icon: 'plusbox' },
    { words: 'iphone_3', icon: 'check' },
  ],
  android: [
    { words: 'android_1', icon: 'more' },
    { words: 'android_2', icon: 'home' },
  ],
  wechat: [
    { words: 'wechat_1', icon: 'dots' },
    { words: 'wechat_2', icon: 'external' },
    { words: 'wechat_3', icon: 'home' },
  ],
};
const GUIDES = /** @type {Guide[]} */ (['iphone', 'android', 'wechat']);

/** How the app gets onto the home screen; this phone's way comes first. */
export default function Install() {
  const phone = whichPhone();
  const mine = GUIDES.filter((guide) => guide === phone);
  const others = GUIDES.filter((guide) => guide !== phone);
  return (
    <Screen
      title={t('install.title')}
      back="/me"
      dock={<CopyAddress address={`${location.origin}/`} words="install" />}
    >
      <section class="ins">
        <span class="ins__i" aria-hidden="true">
          <i />
        </span>
        <div>
          <h2>{t('install.heading')}</h2>
          <p class="lead">{t('install.lead')}</p>
        </div>
      </section>
      {isInstalled() && (
        <Banner
          kind="ok"
          icon="checkc"
          title={t('install.already_title')}
          text={t('install.already_text')}
        />
      )}
      {[...mine, ...others].map((guide) => (
        <Steps key={guide} guide={guide} isMine={guide === phone} />
      ))}
    </Screen>
  );
}

/** @param {{guide: Guide, isMine: boolean}} props */
function Steps({ guide, isMine }) {
  const words = (/** @type {string} */ key) => <Rich text={t(`install.${key}`)} />;
  return (
    <Section
      title={t(`install.${guide}`)}
      aside={isMine && <Tag kind="free">{t('install.yours')}</Tag>}
    >
      <Howto
        steps={STEPS[guide].map((step) => ({
          icon: step.icon,
          title: words(step.words),
          text: SMALL.includes(step.words) ? t(`install.${step.words}_s`) : undefined,
        }))}
      />
      {guide === 'iphone' && <Note text={t('install.iphone_note')} />}
    </Section>
  );
}

/** The steps with a smaller line under them. */
const SMALL = ['iphone_1', 'iphone_3', 'android_1', 'android_2', 'wechat_2', 'wechat_3'];
