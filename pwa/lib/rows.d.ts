/**
 * The rows that a pull brings, as the OpenAPI document says (`make check` writes its types), and
 * the shapes of the static data files.
 */
import type { components } from '../../build/types/api.js';
import type { InBoth } from './labels.js';

type Rows = components['schemas'];
/** On the phone each row also says which policy it came with. */
type OfPolicy = { policy_id: string };

/** `bills`: those that are unpaid, which may grey it. */
export type Card = Rows['CardRow'] & OfPolicy & { bills?: Bill[] };
export type Benefit = Rows['BenefitRow'] & OfPolicy;
/** `direct_fen` null: still under review. */
export type Visit = Rows['VisitRow'] & OfPolicy & { bill?: Bill };
/** What is to pay for the visit `source_id`. */
export type Bill = Rows['BillRow'] & OfPolicy;
/** What paying a bill would mean now, and where to pay. */
export type Quote = Rows['QuoteOut'];
export type Checkout = Rows['CheckoutOut'];
export type InboxItem = Rows['InboxRow'] & OfPolicy;
export type Vaccination = Rows['VaccinationRow'] & OfPolicy;

/** What the server says of a card for 24 hours; and what the phone keeps of it. */
export type Pass = Rows['PassOut'];
export type KeptPass = Pass & { qr: import('./qr.js').Drawn };

/** What the phone knows about the syncing of one policy. */
export interface PolicyState {
  policy_id: string;
  cookie: string;
  /** the server's time of the last answer: how old the rows are */
  at: string;
  /** the phone's own time of it in milliseconds: how long ago the last contact was */
  heard_ms: number;
}

export interface PlanBenefit {
  code: string;
  icon: string;
  name: InBoth;
  covers: InBoth;
  limit_fen: number | null;
  limit_count: number | null;
  per_visit_fen: number | null;
  per_day_fen: number | null;
  deductible_fen: number;
  deductible_per: 'policy_year' | 'visit' | null;
  payout_rate_bp: number;
  needs_preauth: boolean;
}

export interface Plan {
  name: InBoth;
  sample: boolean;
  source?: InBoth;
  checked_on?: string;
  benefits: PlanBenefit[];
}

export interface Operator {
  name: InBoth;
  hotline: string;
  hotline_hours: InBoth;
  claims_email: string;
  complaints_email?: string;
  complaint_working_days?: number;
}

export interface ConsentText {
  title: string;
  paragraphs: string[];
}

export interface Consent {
  version: string;
  zh: ConsentText;
  en: ConsentText;
}

export interface Consents {
  privacy: Consent;
  guardian: Consent;
}

/** A sentence about something typed: a key of the locale files with its params. */
export interface Problem {
  key: string;
  params: Record<string, string | number>;
}
