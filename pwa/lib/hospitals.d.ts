/** What data/hospitals.json holds: the directory, as the asset pipeline makes it of the seed file. */
import type { InBoth } from './labels.js';

export interface Directory {
  /** While true: banner on list, filter and page; nobody reads 直付; chips say 示例网络. */
  is_sample: boolean;
  source: InBoth;
  checked_on: string; // ISO date of the list
  cities: Named[]; // in display order (number of rows falling, then pinyin); code = pinyin, e.g. "shanghai"
  departments: Named[]; // vocabulary that occurs, display order
  services: Named[]; // outpatient emergency inpatient vaccination checkup dental …, display order
  hospitals: Hospital[]; // sorted by city order, then name pinyin
  /** Public holidays and made-up working days that are known, for "open now". */
  calendar: { from: string; to: string; holidays: string[]; workdays: string[] }; // ISO dates; workdays = weekend days people work
}
export interface Named {
  code: string;
  name: InBoth;
}

export interface Hospital {
  id: string; // slug
  name: InBoth;
  city: string; // code
  district: InBoth | null;
  kind: 'private' | 'public'; // public: by appointment, special-needs / international department
  department_vip: InBoth | null; // public: name of the special-needs / international department, where sourced
  designated_inpatient: boolean; // private: one of the designated inpatient hospitals (false in the sample)
  departments: string[]; // codes; [] = 未核实
  services: string[]; // codes; [] = 未核实
  networks: Record<string, ('outpatient' | 'inpatient')[]>; // plan code → what; sample: both plans list all sample rows
  intro: InBoth;
  address: InBoth | null; // zh always where not null; en may equal zh
  phone: string | null; // appointment line as people read it, callable; null = 未核实
  emergency_phone: string | null;
  hours: Hours | null; // outpatient hours; null = 未核实
  emergency_always: boolean | null; // 24 h emergency room; null = 未核实
  /** Real coordinates only; a district's centre is never here: no distance, no route from it. */
  position: { lat: number; lon: number; datum: 'wgs84' | 'gcj02' } | null;
  confidence: 'high' | 'medium' | 'low';
  sources: { title: string; url: string | null; date: string | null }[];
  checked_on: string;
  /** Pinyin of the name: full syllables joined by spaces, and initials: "shang hai he mu jia yi yuan", "shhmjyy". */
  pinyin: string;
  initials: string;
}
export interface Hours {
  /** Monday … Sunday; spans in minutes from midnight, China time; [] closed; an end above 1440 runs into the next day; [[0,1440]] all day. */
  week: [number, number][][];
  /** Spans on public holidays; null = 未核实 (then "open now" says to call first). */
  holiday: [number, number][] | null;
  note: InBoth | null; // e.g. by appointment only
}
