import type { DBSchema } from 'idb';
import type { Claim, ClaimDocument, PayoutAccount } from '../lib/claims.js';
import type { Complaint } from '../lib/complaints.js';
import type { Draft, Entry, KeptFile } from '../lib/outbox.js';
import type {
  Benefit,
  Bill,
  Card,
  InboxItem,
  KeptPass,
  PolicyState,
  Vaccination,
  Visit,
} from '../lib/rows.js';

/** A row's key is [policy_id, id], so that one range holds all of a policy. */
type RowKey = [string, string];

export interface TongkaDb extends DBSchema {
  cards: { key: RowKey; value: Card };
  bills: { key: RowKey; value: Bill };
  benefits: { key: RowKey; value: Benefit };
  visits: { key: RowKey; value: Visit };
  inbox: { key: RowKey; value: InboxItem };
  claims: { key: RowKey; value: Claim };
  claim_documents: { key: RowKey; value: ClaimDocument };
  payout_accounts: { key: RowKey; value: PayoutAccount };
  vaccinations: { key: RowKey; value: Vaccination };
  complaints: { key: RowKey; value: Complaint };
  policies: { key: string; value: PolicyState };
  passes: { key: string; value: KeptPass };
  local: { key: string; value: unknown };
  files: { key: string; value: DataFile };
  outbox: { key: string; value: Entry };
  outbox_files: { key: string; value: KeptFile };
  /** by [file id, place]: 256 KB each, never Blobs, which WebKit loses */
  outbox_parts: { key: [string, number]; value: ArrayBuffer };
  drafts: { key: string; value: Draft };
}

/** The rows that the card itself doesn't need. */
export interface Later {
  benefits: Benefit[];
  visits: Visit[];
  inbox: InboxItem[];
  claims: Claim[];
  claim_documents: ClaimDocument[];
  payout_accounts: PayoutAccount[];
  vaccinations: Vaccination[];
  complaints: Complaint[];
}

/** A data file of the server's as this phone holds it; its address names its version. */
export interface DataFile {
  name: string;
  url: string;
  content: Record<string, unknown>;
}

export interface PolicyAnswer {
  cookie: string;
  reset: boolean;
  more: boolean;
  put?: Record<string, { id: string }[]>;
  del?: Record<string, string[]>;
}

export interface Gone {
  gone: true;
}

/** Everything that the app knows about itself on this phone. */
export interface Kept {
  policies: PolicyState[];
  local: Map<string, unknown>;
}
