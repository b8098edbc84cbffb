/** What a parent did and the server may not have yet: commands, files, drafts. */

export type EntryState = 'waiting' | 'needs_you' | 'delivered';

/** What the server said no to: for people, and by the path of the field in `args`. */
export interface Refusal {
  /** the server's, or of the phone: `gone` (unbound), `editing`, `unreadable`, `no_answer` */
  code: string;
  message: string;
  hint: string;
  fields: Record<string, string[]>;
}

/** How the list names an entry: a key of the locale files with its params. */
export interface Title {
  key: string;
  params?: Record<string, string | number>;
}

/** A command as an action hands it in. */
export interface NewEntry {
  /** made here when left out; the command's id on the server */
  id?: string;
  policy_id: string;
  name: string;
  /** 1 when left out */
  version?: number;
  args: Record<string, unknown>;
  /** ids of entries that must have arrived before */
  after?: string[];
  /** a kept file: the command goes when that is on the server, with `upload_id` and `sha256` */
  file?: string;
  title: Title;
  /** the page where it was made, to open it again */
  made_on?: string;
}

export interface Entry extends NewEntry {
  id: string;
  version: number;
  made_at: string;
  after: string[];
  state: EntryState;
  /** it was sent and no answer came: it may have arrived */
  tried?: boolean;
  /** why the server wants it later */
  later?: string;
  refusal?: Refusal;
  refused_at?: string;
  receipt?: string;
  /** what the server said of it, where that matters later */
  result?: Record<string, unknown>;
  /** the server's instant */
  delivered_at?: string;
}

export type FileState = 'waiting' | 'sending' | 'delivered' | 'unreadable';

/** A file as an action hands it in, with its bytes. */
export interface NewFile {
  id?: string;
  policy_id: string;
  /** the draft or the claim (dose, …) it belongs to */
  owner: string;
  kind: string;
  name?: string;
  width?: number;
  height?: number;
  checks?: unknown;
  blob: Blob;
}

export interface KeptFile extends Omit<NewFile, 'blob'> {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  /** how many pieces of 256 KB its bytes are kept in; 0 when they were let go */
  parts: number;
  upload: { url: string; offset: number } | null;
  /** delivered: all of it is on the server, which counted the same sha256 */
  state: FileState;
  /** bytes that the server has */
  sent: number;
  made_at: string;
  /** why the server wants it later */
  later?: string;
  /** how often the server counted another sha256 */
  restarts?: number;
  refusal?: Refusal;
  refused_at?: string;
}

/** What is being filled in. */
export interface Draft {
  id: string;
  kind: string;
  policy_id: string;
  step: number | string;
  form: Record<string, unknown>;
  updated_at: string;
  /** when its card was taken off this phone */
  gone_at?: string;
}
