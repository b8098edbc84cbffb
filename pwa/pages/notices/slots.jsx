import { HotlineLink } from '../../components/hotline.jsx';
import { slotWords } from '../../store/notices.js';

/** What stands in the slots of a notice: numbers and addresses to press, and plain words. */
export function slotNodes() {
  const { hotline_hours, claims_email, complaints_email } = slotWords.value;
  return {
    hotline: <HotlineLink />,
    hotline_hours,
    claims_email: <MailLink address={claims_email} />,
    complaints_email: <MailLink address={complaints_email} />,
  };
}

/** @param {{address: string}} props */
function MailLink({ address }) {
  return (
    <a class="link tapx nb" href={`mailto:${address}`}>
      {address}
    </a>
  );
}
