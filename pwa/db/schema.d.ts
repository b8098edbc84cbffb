import type { DBSchema } from 'idb';
import type { Benefit, Card, InboxItem, PolicyState, Visit } from '../lib/rows.js';

/** A row's key is [policy_id, id], so that one range holds all of a policy. */
type RowKey = [string, string];

export interface TongkaDb extends DBSchema {
  cards: { key: RowKey; value: Card };
  benefits: { key: RowKey; value: Benefit };
  visits: { key: RowKey; value: Visit };
  inbox: { key: RowKey; value: InboxItem };
  policies: { key: string; value: PolicyState };
  local: { key: string; value: unknown };
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
