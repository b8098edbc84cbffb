/** What a family plans, and what the manual's chapter 8 says to it; see api/preauths. */
import type { Deadline } from './working-days.js';

export type Place = 'network_private' | 'other_private' | 'public';
export type PlannedItem =
  | 'inpatient'
  | 'surgery'
  | 'special_treatment'
  | 'test'
  | 'treatment'
  | 'transport'
  | 'visit';
export type Cause =
  | 'inpatient'
  | 'surgery'
  | 'special_treatment'
  | 'large_test'
  | 'large_sum'
  | 'transport';
export type Clause = 'private_1' | 'private_2' | 'private_3' | 'public' | 'transport';
export type Reduction = 'no_authorisation' | 'outside_network';

/** Amounts in fen; null: not known yet. The total is of the policy's period, this included. */
export interface Planned {
  place: Place;
  item: PlannedItem;
  unit_price_fen: number | null;
  period_total_fen: number | null;
  starts_on: string | null; // ISO date
}

/** Who asks, how many working days before, and whether the manual says that term. */
export interface Terms {
  applicant: 'hospital' | 'family';
  working_days: number | null;
  term_is_stated: boolean;
}

export interface Schedule {
  apply_by: Deadline;
  timing: 'in_time' | 'last_day' | 'late';
  days_left: number; // working days; below 0: since then
}

/** Why and by how many basis points the payout is less. */
export interface Cut {
  reason: Reduction;
  rate_bp: number;
}

export interface Answer {
  necessity: 'needed' | 'not_needed' | 'depends';
  cause: Cause | null;
  clause: Clause | null;
  terms: Terms | null;
  schedule: Schedule | null; // null without a day or a term
  earliest_start: Deadline | null; // asked for today; null without a term
  cut: Cut | null;
  is_on_the_line: boolean; // the price is exactly the limit
}
