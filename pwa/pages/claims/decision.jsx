import { Answer } from '../../components/answer.jsx';
import { Panel, Section } from '../../components/panel.jsx';
import { chinaDate } from '../../lib/days.js';
import { day, money, percent } from '../../lib/format.js';
import { has, t } from '../../lib/labels.js';
import { accountOf } from '../../store/claims.js';

/** @typedef {import('../../lib/claim-overlay.js').ShownClaim} ShownClaim */
/** @typedef {import('../../lib/claims.js').ClaimStep} ClaimStep */

/** Lines that say what is left; of the others, by how much the line before changes. */
const SUMS = ['claimed', 'subtotal', 'benefit', 'approved'];

/** What is paid, and how it was worked out. @param {{claim: ShownClaim}} props */
export function Decision({ claim }) {
  const { total_fen, approved_fen, account_id, paid_at, explanation, steps } = claim;
  const tail = accountOf(account_id)?.last4;
  const words = paid_at ? 'paid_text' : 'to_pay_text';
  return (
    <>
      <p class="lead">
        {t('claims.decision.amounts', {
          claimed: money(total_fen),
          approved: money(approved_fen ?? 0),
        })}
        {tail &&
          t(`claims.decision.${words}`, {
            tail,
            day: paid_at ? day(chinaDate(Date.parse(paid_at))) : '',
          })}
      </p>
      {explanation && <p class="lead">{explanation}</p>}
      {steps.length > 0 && (
        <Section title={t('claims.decision.how')}>
          <Panel pad>
            <ul class="calc">
              {steps.map((step, place) => (
                <Step key={place} step={step} count={claim.invoices.length} />
              ))}
            </ul>
          </Panel>
          <p class="cap">{t('claims.decision.terms')}</p>
        </Section>
      )}
    </>
  );
}

/** @param {{step: ClaimStep, count: number}} props count: of invoices */
function Step({ step, count }) {
  const { label, amount_fen, words = '' } = step;
  const note = noteOf(step, count);
  const title = label === 'reduction' ? `reduction_${words}` : label;
  return (
    <li class={lookOf(label)}>
      <span>
        {t(`claims.calc.${title}`)}
        {note && <small>{note}</small>}
      </span>
      <b>{amountOf(label, amount_fen)}</b>
    </li>
  );
}

/** @param {string} label */
function lookOf(label) {
  if (label === 'reduction') return 'calc__cut';
  if (label === 'approved') return 'calc__sum';
  return label === 'subtotal' || label === 'benefit' ? 'calc__sub' : undefined;
}

/**
 * @param {ClaimStep} step
 * @param {number} count
 */
function noteOf({ label, rate_bp = 0, words = '' }, count) {
  if (label === 'claimed') return t('claims.invoices.count', { count });
  if (label === 'payout_rate') return t('claims.calc.payout_rate_note', { rate: percent(rate_bp) });
  if (label === 'reduction') return t('claims.calc.reduction_note', { rate: percent(rate_bp) });
  const key = `claims.calc.${label}_${words}`;
  return has(key) ? t(key) : words;
}

/**
 * @param {string} label
 * @param {number} fen
 */
function amountOf(label, fen) {
  const amount = money(Math.abs(fen));
  if (SUMS.includes(label)) return money(fen);
  return `${fen < 0 ? '−' : '+'} ${amount}`;
}

/** Why nothing is paid, and what that doesn't touch. @param {{claim: ShownClaim}} props */
export function Declined({ claim }) {
  const decided = [...claim.events].reverse().find(({ kind }) => kind === 'decided');
  const reason = `claims.reason.${decided?.params.reason ?? 'other'}`;
  return (
    <Answer
      caption={decided && t('claims.decision.on', { day: day(chinaDate(Date.parse(decided.at))) })}
      title={t('claims.decision.declined')}
      rows={[
        {
          term: t('claims.internet.why'),
          value: t(has(reason) ? reason : 'claims.reason.other'),
          note: claim.explanation,
        },
        {
          term: t('claims.decision.untouched'),
          value: t('claims.decision.untouched_b'),
          note: t('claims.decision.untouched_s'),
        },
      ]}
    />
  );
}
