/** What a claim is while it is being filled in on a phone. */
import type { components } from '../../build/types/api.js';

type Rows = components['schemas'];
/** On the phone each row also says which policy it came with. */
type OfPolicy = { policy_id: string };

export type Claim = Rows['ClaimRow'] & OfPolicy;
export type ClaimDocument = Rows['ClaimDocumentRow'] & OfPolicy;
export type PayoutAccount = Rows['PayoutAccountRow'] & OfPolicy;
export type ClaimStep = Rows['ClaimStepShape'];
export type ClaimKind = Claim['kind'];
export type DocumentKind = ClaimDocument['kind'];

/** One invoice as typed; `from_code`: its number, date and maybe amount are from its own code. */
export interface TypedInvoice {
  number: string;
  amount: string;
  issued_on: string | null;
  from_code?: boolean;
}

/** An account that is known, or a new one as typed; both ids are made on this phone or known. */
export interface TypedAccount {
  id: string;
  isNew: boolean;
  holder: string;
  bank: string;
  number: string;
}

export interface ClaimForm {
  kind: ClaimKind | '';
  /** the answers to the conditions of internet claims; null: not answered yet */
  follow_up: boolean | null;
  licensed: boolean | null;
  hospital: string;
  hospital_id: string | null;
  department: string;
  visited_on: string;
  discharged_on: string;
  diagnosis: string;
  note: string;
  invoices: TypedInvoice[];
  /** nothing was tested this time */
  no_exam: boolean;
  account: TypedAccount | null;
  /** the signature's strokes, each x and y by turns, as shares of the pad's width */
  strokes: number[][];
  /** a typed name, for hands that can't write on glass */
  signed_name: string;
  /** photos that look bad and are to go as they are */
  accepted: string[];
  agreed: boolean;
  /** an outbox entry that the server said no to, and that this takes the place of */
  entry?: string;
  /** what the server said about it, by the path of the field */
  refused?: Record<string, string[]>;
  /** and about the whole: what it is, and what to do */
  said?: string[];
}
