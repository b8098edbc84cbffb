import { signal } from '@preact/signals';
import BindCode from './pages/bind/code.jsx';
import BindConsent from './pages/bind/consent.jsx';
import BindFailed from './pages/bind/failed.jsx';
import Bind from './pages/bind/form.jsx';
import Card from './pages/cards/card.jsx';
import Show from './pages/cards/show.jsx';
import Coming from './pages/coming.jsx';
import Home from './pages/home.jsx';
import NotFound from './pages/not-found.jsx';

/**
 * Every page of the app: its address, its component (or that one's name in later.jsx), and the
 * key of its title. A page gets the parts of its address as props (`:id` → `id`), the query as
 * `query` (URLSearchParams), and its title.
 * @typedef {import('preact').ComponentType<any>} Page
 * @typedef {typeof import('./later.jsx').pages} LaterPages
 * @typedef {{path: string, page: Page | keyof LaterPages, title: string}} Route
 */

/** In the first script: what a family needs at a reception, and the way to it. @type {Route[]} */
const first = [
  { path: '/', page: Home, title: 'card.wallet' },
  { path: '/cards/:id', page: Card, title: 'card.title' },
  { path: '/cards/:id/show', page: Show, title: 'card.show' },
  { path: '/bind', page: Bind, title: 'bind.title' },
  { path: '/bind/consent', page: BindConsent, title: 'bind.consent.title' },
  { path: '/bind/code', page: BindCode, title: 'bind.code.title' },
  { path: '/bind/failed', page: BindFailed, title: 'bind.failed.title' },
];

/** In the later part: everything else. @type {Route[]} */
const later = [
  { path: '/cards/:id/benefits', page: 'Benefits', title: 'benefits.title' },
  { path: '/cards/:id/benefits/:code', page: 'Benefit', title: 'benefits.title' },
  { path: '/bills/:id', page: 'BillPage', title: 'bills.title' },
  { path: '/pay/return', page: 'PaymentReturn', title: 'bills.result' },
  { path: '/visits', page: 'Visits', title: 'visits.title' },
  { path: '/visits/:id', page: 'Visit', title: 'visits.one' },
  { path: '/claims', page: 'Claims', title: 'claims.title' },
  { path: '/claims/new', page: 'NewClaim', title: 'claims.new' },
  { path: '/claims/accounts/:id', page: 'ConfirmAccount', title: 'claims.account.confirm_page' },
  { path: '/claims/:id', page: 'ClaimPage', title: 'claims.one' },
  { path: '/claims/:id/add', page: 'AddDocuments', title: 'claims.add.title' },
  { path: '/complaints', page: 'Complaints', title: 'complaints.title' },
  { path: '/complaints/new', page: 'NewComplaint', title: 'complaints.new' },
  { path: '/complaints/:id', page: 'ComplaintPage', title: 'complaints.one' },
  { path: '/complaints/:id/again', page: 'ComplaintAgain', title: 'complaints.again.title' },
  { path: '/preauths', page: 'Preauths', title: 'preauths.title' },
  { path: '/vaccines/doses/new', page: 'NewDose', title: 'doses.title' },
  { path: '/vaccines/doses/:id', page: 'Dose', title: 'doses.title' },
  { path: '/vaccines', page: 'Vaccines', title: 'vaccines.title' },
  { path: '/vaccines/:id', page: 'Vaccine', title: 'vaccines.one' },
  { path: '/hospitals', page: 'Hospitals', title: 'hospitals.title' },
  { path: '/hospitals/:id', page: 'Hospital', title: 'hospitals.one' },
  { path: '/hospitals/:id/driver', page: 'Driver', title: 'hospitals.driver.button' },
  { path: '/inbox', page: 'Inbox', title: 'inbox.title' },
  { path: '/outbox', page: 'Outbox', title: 'outbox.title' },
  { path: '/notices', page: 'Notices', title: 'notices.title' },
  { path: '/notices/:id', page: 'Notice', title: 'notices.title' },
  { path: '/me', page: 'Me', title: 'me.title' },
  { path: '/me/phones/:id', page: 'Phones', title: 'phones.title' },
  { path: '/me/phones/:id/unbind/:binding', page: 'Unbind', title: 'phones.unbind.title' },
  { path: '/me/install', page: 'Install', title: 'install.title' },
  { path: '/me/offline-check', page: 'OfflineCheck', title: 'offline_check.title' },
  { path: '/me/privacy', page: 'Privacy', title: 'privacy.title' },
  { path: '/me/consents', page: 'ConsentRenewal', title: 'privacy.renewal.title' },
];

export const routes = [...first, ...later];

/** @type {Route} */
export const notFound = { path: '', page: NotFound, title: 'common.not_found.title' };

const laterPages = signal(/** @type {LaterPages | null} */ (null));

/** @param {LaterPages} pages what later.jsx brings */
export function takeLaterPages(pages) {
  laterPages.value ??= pages;
}

/** @param {Route} route what to draw for it: until the later part is here, that it is coming */
export function pageOf({ page }) {
  return typeof page === 'string' ? (laterPages.value?.[page] ?? Coming) : page;
}

/** @param {Route | undefined} route whether the later part has to come before it can be drawn */
export function isAwaited(route) {
  return route !== undefined && pageOf(route) === Coming;
}
