import BindCode from './pages/bind/code.jsx';
import BindConsent from './pages/bind/consent.jsx';
import BindFailed from './pages/bind/failed.jsx';
import Bind from './pages/bind/form.jsx';
import Benefit from './pages/cards/benefit.jsx';
import Benefits from './pages/cards/benefits.jsx';
import Card from './pages/cards/card.jsx';
import Show from './pages/cards/show.jsx';
import ConsentRenewal from './pages/consent-renewal.jsx';
import Home from './pages/home.jsx';
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
import NotFound from './pages/not-found.jsx';
import Notice from './pages/notices/notice.jsx';
import Notices from './pages/notices/notices.jsx';
import Outbox from './pages/outbox/outbox.jsx';
import Vaccine from './pages/vaccines/vaccine.jsx';
import Vaccines from './pages/vaccines/vaccines.jsx';
import Visit from './pages/visits/visit.jsx';
import Visits from './pages/visits/visits.jsx';

/**
 * Every page of the app: its address, its component, and the key of its title. A page gets the
 * parts of its address as props (`:id` → `id`) and the query as `query` (URLSearchParams).
 * @typedef {{path: string, page: import('preact').ComponentType<any>, title: string}} Route
 */

/** @type {Route[]} */
export const routes = [
  { path: '/', page: Home, title: 'card.wallet' },
  { path: '/cards/:id', page: Card, title: 'card.title' },
  { path: '/cards/:id/show', page: Show, title: 'card.show' },
  { path: '/cards/:id/benefits', page: Benefits, title: 'benefits.title' },
  { path: '/cards/:id/benefits/:code', page: Benefit, title: 'benefits.title' },
  { path: '/visits', page: Visits, title: 'visits.title' },
  { path: '/visits/:id', page: Visit, title: 'visits.one' },
  { path: '/vaccines', page: Vaccines, title: 'vaccines.title' },
  { path: '/vaccines/:id', page: Vaccine, title: 'vaccines.one' },
  { path: '/bind', page: Bind, title: 'bind.title' },
  { path: '/bind/consent', page: BindConsent, title: 'bind.consent.title' },
  { path: '/bind/code', page: BindCode, title: 'bind.code.title' },
  { path: '/bind/failed', page: BindFailed, title: 'bind.failed.title' },
  { path: '/hospitals', page: Hospitals, title: 'hospitals.title' },
  { path: '/hospitals/:id', page: Hospital, title: 'hospitals.one' },
  { path: '/hospitals/:id/driver', page: Driver, title: 'hospitals.driver.button' },
  { path: '/inbox', page: Inbox, title: 'inbox.title' },
  { path: '/outbox', page: Outbox, title: 'outbox.title' },
  { path: '/notices', page: Notices, title: 'notices.title' },
  { path: '/notices/:id', page: Notice, title: 'notices.title' },
  { path: '/me', page: Me, title: 'me.title' },
  { path: '/me/phones/:id', page: Phones, title: 'phones.title' },
  { path: '/me/phones/:id/unbind/:binding', page: Unbind, title: 'phones.unbind.title' },
  { path: '/me/install', page: Install, title: 'install.title' },
  { path: '/me/offline-check', page: OfflineCheck, title: 'offline_check.title' },
  { path: '/me/privacy', page: Privacy, title: 'privacy.title' },
  { path: '/me/consents', page: ConsentRenewal, title: 'privacy.renewal.title' },
];

/** @type {Route} */
export const notFound = { path: '', page: NotFound, title: 'common.not_found.title' };
