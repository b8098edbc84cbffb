/** notices.json, as the pipeline makes it of notices.md (docs/NOTICES.md). */

export type SlotName = 'hotline' | 'hotline_hours' | 'claims_email' | 'complaints_email';

export type Inline =
  | string
  | { node: 'strong' | 'em'; nodes: Inline[] }
  | { node: 'link'; href: string; nodes: Inline[] }
  | { node: 'slot'; name: SlotName };

/** An amount of an example; `cut` takes the share `rate_bp` off `of_fen`. */
export interface CalcLine {
  kind: 'add' | 'take' | 'cut' | 'sum';
  fen: number;
  words: string;
  note?: string;
  rate_bp?: number;
  of_fen?: number;
}

/** A day of an example; time on China's wall clock. */
export interface DayLine {
  on: string;
  time?: string;
  words: string;
}

export interface Heading {
  node: 'heading';
  level: 3 | 4;
  nodes: Inline[];
}

/** A paragraph that is one link alone is a row to press. */
export interface RowBlock {
  node: 'row';
  href: string;
  nodes: Inline[];
}

export type Block =
  | Heading
  | RowBlock
  | { node: 'paragraph'; nodes: Inline[] }
  | { node: 'list'; ordered: boolean; items: Inline[][] }
  | { node: 'calc'; lines: CalcLine[] }
  | { node: 'days'; lines: DayLine[] };

/** One language of a notice; the summary is what the list shows. */
export interface Part {
  title: string;
  summary: Inline[];
  nodes: Block[];
}

export type Group = 'before' | 'at' | 'after' | 'more';

export interface Notice {
  id: string;
  group: Group;
  important: boolean;
  version: string;
  chapters: number[];
  related: string[];
  zh: Part;
  en: Part;
}

export interface Notices {
  sections: Notice[];
}

/** What stands in a text's slots, as words. */
export type SlotWords = Record<SlotName, string>;
/** Which version of each notice was read on this phone. */
export type ReadVersions = Record<string, string>;
