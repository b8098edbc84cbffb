import { t } from '../../lib/labels.js';
import { operator } from '../../store/queries.js';
import { frontCard } from '../wallet.js';

/** Where complaints go by mail: their own address, else that of claims; '' while none is known. */
export function complaintsAddress() {
  const { complaints_email, claims_email } = operator.value;
  return complaints_email ?? claims_email ?? '';
}

/** A mail with its address and what to write, filled in. */
export function mailHref() {
  const card = frontCard.value;
  const about = card
    ? t('complaints.mail.body', { child: card.child_name, tail: card.number.slice(-4) })
    : t('complaints.mail.body_no_card');
  const said = new URLSearchParams({ subject: t('complaints.mail.subject'), body: about });
  return `mailto:${complaintsAddress()}?${said.toString().replaceAll('+', '%20')}`;
}
