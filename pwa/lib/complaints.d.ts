/** What a complaint is, on the server and while it is being written on a phone. */
import type { components } from '../../build/types/api.js';

type Rows = components['schemas'];

/** On the phone each row also says which policy it came with. */
export type Complaint = Rows['ComplaintRow'] & { policy_id: string };
export type ComplaintTopic = Complaint['topic'];
export type ComplaintPaper = Complaint['papers'][number];
export type ComplaintEvent = Complaint['events'][number];

export interface ComplaintForm {
  topic: ComplaintTopic | '';
  text: string;
  wish: string;
  /** answered by phone as well */
  call_back: boolean;
  visit_id: string | null;
  /** an outbox entry that the server said no to, and that this takes the place of */
  entry?: string;
  /** what the server said about it, by the path of the field */
  refused?: Record<string, string[]>;
  /** and about the whole: what it is, and what to do */
  said?: string[];
}
