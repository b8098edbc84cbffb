/** What /data/vaccines.<hash>.json holds; seed/vaccines.yaml explains every field. */
import type { InBoth } from './labels.js';

export interface VaccineBook {
  schedule: {
    title: InBoth;
    document: string;
    version: string;
    issued_on: string;
    checked_on: string;
    sources: string[];
  };
  general_cautions: InBoth[];
  principles: Points;
  sources: Record<string, Source>;
  vaccines: Vaccine[];
}

export interface Source {
  title: InBoth;
  url: string | null;
  kind: 'official' | 'transcription' | 'journal' | 'news' | 'registry' | 'page';
  read: 'whole' | 'excerpt' | 'title' | 'unread';
}

/** Without sources: general knowledge, to be marked as not checked. */
export interface Points {
  sources: string[];
  items: InBoth[];
}

/** An age or an interval: whole months, or days where months would be too coarse. */
export interface Span {
  months?: number;
  days?: number;
}

export interface VaccineDose {
  /** null: only the interval counts */
  from: Span | null;
  /** the age that is already too late */
  before: Span | null;
  min_interval: Span | null;
  max_interval: Span | null;
  note: InBoth | null;
}

export interface Replacement {
  id: string;
  doses: InBoth | null;
}

export interface Vaccine {
  id: string;
  name: InBoth;
  short: InBoth;
  abbreviation: string;
  category: 'free' | 'paid';
  kind: 'vaccine' | 'antibody';
  live: boolean;
  diseases: InBoth[];
  route: ('muscle' | 'under_skin' | 'into_skin' | 'mouth' | 'nose')[];
  amount: InBoth | null;
  sex: 'girl' | null;
  born_from: string | null;
  since: string | null;
  for_whom: InBoth | null;
  yearly: { from_month: number; to_month: number } | null;
  on_timeline: boolean;
  timeline_note: InBoth | null;
  alternative_to: string | null;
  alternatives: string[];
  replaces: Replacement[];
  replaced_by: Replacement[];
  doses: VaccineDose[];
  doses_note: InBoth | null;
  general_cautions: boolean;
  cautions: Points | null;
  reactions: Points | null;
  notes: InBoth[];
  change: { born_before: string; text: InBoth } | null;
  sources: string[];
  checked_on: string;
  /** what it is found by: lower case, letters and digits, parts between bars */
  search: string;
}
