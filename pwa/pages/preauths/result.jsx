import { Answer } from '../../components/answer.jsx';
import { Banner } from '../../components/banner.jsx';
import { Button, TextButton } from '../../components/button.jsx';
import { telephone } from '../../components/hotline.jsx';
import { Panel, Row, Section } from '../../components/panel.jsx';
import { Screen } from '../../components/screen.jsx';
import { dotted, money } from '../../lib/format.js';
import { t } from '../../lib/labels.js';
import { plannedOf, stepsOf } from '../../lib/preauth-form.js';
import { typedFen } from '../../lib/typed.js';
import { operator } from '../../store/queries.js';
import { offlineWords } from '../notices/use-notices.js';
import { about, answer, card, form, hospital, startAnew } from './answers.js';
import { goTo } from './question.jsx';
import { Reminder } from './reminder.jsx';
import { dayWords, linesOf, titleOf } from './words.js';

/** @typedef {import('../../lib/preauth-form.js').Step} Step */

/** Needed or not, who asks, by when, what it costs not to, and what to do now. */
export function Result() {
  const said = answer.value;
  const isNeeded = said.necessity !== 'not_needed';
  return (
    <Screen title={t('preauths.title')} back="/" connectionText={offlineWords()} dock={<Now />}>
      <div id="step" class="pq__answer" tabIndex={-1}>
        <Answer
          tone={isNeeded ? 'turn' : said.is_on_the_line ? 'plain' : 'ok'}
          caption={t('preauths.answer.caption')}
          title={titleOf(said)}
          rows={linesOf(said, plannedOf(form.value))}
        />
      </div>
      <Outside />
      {isNeeded && <Papers />}
      <Given />
      <Panel>
        <Reminder />
        <Row
          icon="ambulance"
          title={t('preauths.urgent')}
          text={t('preauths.urgent_s')}
          href="tel:120"
        />
        <Row icon="book" title={t('preauths.notice')} href={`/notices/${noticeOf()}`} />
      </Panel>
      <p class="cap">{t('preauths.terms_decide')}</p>
      {isNeeded && (
        <div class="btns btns--text">
          <TextButton onClick={again}>{t('preauths.again')}</TextButton>
        </div>
      )}
    </Screen>
  );
}

function again() {
  startAnew();
  goTo('place');
}

function noticeOf() {
  if (form.value.item === 'transport') return 'preauth-skipped';
  return form.value.place === 'public' ? 'preauth-public' : 'preauth-private';
}

/** The one call that gets it going. */
function Now() {
  const { necessity, terms, is_on_the_line } = answer.value;
  const { hotline } = operator.value;
  if (necessity === 'not_needed' && !is_on_the_line) {
    return <Button onClick={again}>{t('preauths.again')}</Button>;
  }
  if (terms?.applicant === 'hospital') {
    const { phone = null } = hospital.value ?? {};
    return (
      <Button icon={phone ? 'phone' : 'search'} href={phone ? telephone(phone) : '/hospitals'}>
        {t(phone ? 'preauths.call_hospital' : 'preauths.find_hospital')}
      </Button>
    );
  }
  if (!hotline) return <Button onClick={again}>{t('preauths.again')}</Button>;
  return (
    <Button icon="phonecall" href={telephone(hotline)}>
      {t(terms ? 'preauths.call_hotline' : 'preauths.ask_hotline')}
    </Button>
  );
}

/** A day on which this card's policy doesn't run. */
function Outside() {
  const { day } = form.value;
  const known = card.value;
  if (!known || !day || (known.starts_on <= day && day <= known.ends_on)) return null;
  return (
    <Banner
      kind="turn"
      icon="alert"
      title={t('preauths.outside.title')}
      text={t('preauths.outside.text', {
        name: known.child_name,
        from: dotted(known.starts_on),
        to: dotted(known.ends_on),
      })}
    />
  );
}

/** What one is asked on the telephone; the manual has no list. */
function Papers() {
  const { value: known } = card;
  return (
    <Section title={t('preauths.papers.title')}>
      <Panel>
        <Row
          icon="card"
          title={t('preauths.papers.card')}
          text={t('preauths.papers.card_s')}
          href={known && `/cards/${known.id}/show`}
        />
        <Row icon="file" title={t('preauths.papers.record')} text={t('preauths.papers.record_s')} />
        <Row icon="calendar" title={t('preauths.papers.plan')} text={t('preauths.papers.plan_s')} />
      </Panel>
      <p class="cap">{t('preauths.papers.unlisted')}</p>
    </Section>
  );
}

/** What was answered, each with the way to change it. */
function Given() {
  return (
    <Section title={t('preauths.given')}>
      <Panel>
        {stepsOf(form.value).map((step) => (
          <div key={step} class="qa">
            <div class="qa__b">
              <span>{t(`preauths.${step}.short`)}</span>
              <b>{givenWords(step)}</b>
            </div>
            <TextButton onClick={() => goTo(step)}>
              {t('preauths.change')}
              <span class="vh">{t(`preauths.${step}.short`)}</span>
            </TextButton>
          </div>
        ))}
      </Panel>
    </Section>
  );
}

/** @param {Step} step */
function givenWords(step) {
  const { place, item, price, total, day, unknown } = form.value;
  if (unknown.includes(step)) return t('preauths.not_known');
  if (step === 'place') return placeWords(place);
  if (step === 'item') return t(`preauths.item.${item}`);
  if (step === 'day') return dayWords(day);
  return money(typedFen(step === 'price' ? price : total) ?? 0, { whole: true });
}

/** @param {string} place */
function placeWords(place) {
  const { name } = about.value.hospital;
  const words = t(`preauths.place.${place}`);
  return name && place !== 'public' ? t('preauths.place.named', { words, name }) : words;
}
