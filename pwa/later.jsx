/*
 * The later part of the app's script: the pages that routes.js names as strings, and what sends
 * the outbox.
 */

// The whole first script, so that none of it is here a second time.
import './main.jsx';
import { knowPages } from './actions/offline-check.js';
import BillPage from './pages/bills/bill.jsx';
import PaymentReturn from './pages/bills/return.jsx';
import Benefit from './pages/cards/benefit.jsx';
import Benefits from './pages/cards/benefits.jsx';
import AddDocuments from './pages/claims/add.jsx';
import ClaimPage from './pages/claims/claim.jsx';
import Claims from './pages/claims/claims.jsx';
import ConfirmAccount from './pages/claims/confirm-account.jsx';
import NewClaim from './pages/claims/new.jsx';
import './pages/claims/turns.js';
import ComplaintAgain from './pages/complaints/again.jsx';
import ComplaintPage from './pages/complaints/complaint.jsx';
import Complaints from './pages/complaints/complaints.jsx';
import NewComplaint from './pages/complaints/new.jsx';
import ConsentRenewal from './pages/consent-renewal.jsx';
import Driver from './pages/hospitals/driver.jsx';
import Hospital from './pages/hospitals/hospital.jsx';
import Hospitals from './pages/hospitals/hospitals.jsx';
import Inbox from './pages/inbox.jsx';
import Install from './pages/me/install.jsx';
import Me from './pages/me/me.jsx';
import OfflineCheck from './pages/me/offline-check.jsx';
import Phones from './pages/me/phones.jsx';
import Privacy from './pages/me/privacy.jsx';
import Unbind from './pages/me/unbind.jsx';
import Notice from './pages/notices/notice.jsx';
import Notices from './pages/notices/notices.jsx';
import Outbox from './pages/outbox/outbox.jsx';
import Preauths from './pages/preauths/preauths.jsx';
import Dose from './pages/vaccines/dose.jsx';
import NewDose from './pages/vaccines/new-dose.jsx';
import Vaccine from './pages/vaccines/vaccine.jsx';
import Vaccines from './pages/vaccines/vaccines.jsx';
import Visit from './pages/visits/visit.jsx';
import Visits from './pages/visits/visits.jsx';
import { routes, takeLaterPages } from './routes.js';
import { noteDoing } from './store/outbox.js';
import { stylesHere } from './sync/later.js';
import { startSending } from './sync/outbox.js';
import { startPasses } from './sync/passes.js';

export const pages = {
  AddDocuments,
  Benefit,
  Benefits,
  BillPage,
  ClaimPage,
  Claims,
  ComplaintAgain,
  ComplaintPage,
  Complaints,
  ConfirmAccount,
  ConsentRenewal,
  Dose,
  Driver,
  Hospital,
  Hospitals,
  Inbox,
  Install,
  Me,
  NewClaim,
  NewComplaint,
  NewDose,
  Notice,
  Notices,
  OfflineCheck,
  Outbox,
  PaymentReturn,
  Phones,
  Preauths,
  Privacy,
  Unbind,
  Vaccine,
  Vaccines,
  Visit,
  Visits,
};

void stylesHere.then(() => takeLaterPages(pages));
knowPages(routes.length);
startSending(noteDoing);
startPasses();
