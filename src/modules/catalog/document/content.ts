/**
 * The resolved handling-item version: base + overlay + shared blocks in one immutable document.
 * These are the published bytes (canonical JSON); doors read them and cases store their id.
 */
import type { FormSchema } from '#platform/forms';
import type { Text } from '#platform/text';
import type { RegimeIn } from './regime.format.ts';

/** A closed expression of platform/rules; opaque here. */
export type Expr = unknown;

export type SourceMark = 'read' | 'remembered' | 'example';
export interface LegalBasis {
  text: Text;
  source: SourceMark;
  url?: string;
  until?: string;
}
export interface DayCount {
  days: number;
  unit: 'workday' | 'naturalDay';
  source?: SourceMark;
}

export interface Condition {
  id: string;
  text: Text;
  when: Expr;
  ifNot: { say: Text; next: Text };
  why?: Text;
}
export interface SituationQuestion {
  id: string;
  text: Text;
  why?: Text;
  options: { value: string; text: Text; hint?: Text }[];
  showIf?: Expr;
}
export interface GuideAnswer {
  id: string;
  when: Expr;
  kind: 'notNeeded' | 'elsewhere' | 'otherItem';
  say: Text;
  next: Text;
  item?: string;
}

export type RouteKind = 'licence' | 'data' | 'earlierCase' | 'promise' | 'clerkChecked';
export interface WaiverRoute {
  route: RouteKind;
  state: 'live' | 'planned';
  source?: Text;
  text?: Text;
  when?: Expr;
  regions?: string[];
}
export type NoRouteReason = 'originalCancelled' | 'lawDemandsOriginal' | 'noRegisterYet' | 'selfProvided';

export interface Material {
  id: string;
  /** Key of the shared block (ID, HK …): the same paper in every item; held facts name it. Own rows: `<item>.<id>`. */
  kind: string;
  name: Text;
  issuer?: Text;
  source: 10 | 20 | 99;
  type: 1 | 2 | 3;
  mode: 'present' | 'handIn';
  group?: string;
  need: 'required' | 'optional' | 'promiseLater';
  later?: { days: number; consequence: Text };
  form: 'paper' | 'electronic' | 'either';
  count: { original: number; copy: number };
  showIf?: Expr;
  standard?: Text;
  hint?: Text;
  routes: WaiverRoute[];
  noRouteReason: { reason: NoRouteReason; basis?: Text; owner?: Text; review?: string } | null;
  /** May a verified copy of an earlier case stand in (model.md 12)? */
  reuse: boolean;
}
export interface MaterialGroup {
  id: string;
  min: number;
  text: Text;
}

export type OfficeRef = 'receiving' | 'deciding' | 'applicant' | { level: PlaceLevel; organKind: string };
export type PlaceLevel = 'city' | 'county' | 'town' | 'village';
export interface ProcessStep {
  id: string;
  name: Text;
  office: OfficeRef;
  role: 'clerk' | 'approver' | 'manager' | 'applicant' | 'system';
  days?: number;
  parallel?: string;
  system?: string;
  door?: 'any' | 'online' | 'offline';
  showIf?: Expr;
  note?: Text;
}
export type ReceiveMode = 'preCheckOnly' | 'receiveAndForward' | 'acceptOnBehalf' | 'own';
export interface Competence {
  region: Expr;
  level: PlaceLevel;
  organKind: string;
  overrides?: { when: Expr; region?: Expr; level?: PlaceLevel; organKind?: string; why: Text }[];
  receive: { place: string; mode: ReceiveMode; basis?: Text }[];
}
/** The regime as it stood at publication, texts resolved, with its key: a case keeps the one it was submitted under. */
export type Regime = Omit<RegimeIn, 'name' | 'legalBasis' | 'pauses' | 'rights'> & {
  key: string;
  name: Text;
  legalBasis: LegalBasis[];
  pauses: { kind: string; name: Text; length: 'fixed' | 'open'; days?: number; unit?: DayCount['unit']; notice: boolean }[];
  rights: { kind: 'review' | 'litigation' | 'objection' | 'complaint'; text: Text; within?: Text }[];
};

/** The form as platform/forms reads it. */
export type ItemForm = FormSchema;
export interface ItemExample {
  name: string;
  region?: string;
  facts: Record<string, unknown>;
  today: string;
  held?: { material: string; route: 'earlierCase' | 'clerkChecked' }[];
  expect: {
    conditions?: Record<string, boolean | 'unknown'>;
    list?: string[];
    waived?: string[];
    optional?: string[];
    promiseLater?: string[];
    questions?: string[];
    outcome?: Outcome['kind'];
    item?: string;
    rightsFrom?: string | null;
    fields?: { shown?: string[]; hidden?: string[] };
  };
}
export interface Outcome {
  kind: 'apply' | 'notNeeded' | 'elsewhere' | 'otherItem' | 'notYet' | 'asks';
}
/** Day from which a right runs: a date and whether its day, its month or the next month counts. */
export interface RightsBeginning {
  day: Expr;
  at?: 'day' | 'monthStart' | 'nextMonthStart';
}
/** One party's own limit: for whom, how long, counted from what. */
export interface PartyClock {
  id: string;
  party: 'receiving' | 'deciding' | 'applicant' | 'other';
  name: Text;
  days: number;
  unit: DayCount['unit'];
  from: Text;
  source?: SourceMark;
}
/** When the item is open; outside, `say` and `next` are told with the day of the next opening. */
export interface Season {
  periods: { from: string; to: string; name?: Text }[];
  say: Text;
  next: Text;
  source?: SourceMark;
}

/** What is published, bytes and hash, per kind of handling and overlay. */
export interface ItemContent {
  format: 1;
  /** `<item key>.<handling key>` e.g. elder-allowance.first; with another overlay region `…@329901`. */
  key: string;
  item: {
    key: string;
    name: Text;
    legalName: Text;
    type: string;
    basic?: string;
    objects: string[];
    department: string;
    events: string[];
    summary: Text;
    legalBasis: LegalBasis[];
    words: string[];
    aliases: string[];
    faq: { q: Text; a: Text; source?: SourceMark }[];
  };
  handling: { key: string; name: Text; seq: string };
  overlay: {
    region: string;
    organ?: { name: Text; uscc: string; level: string };
    phone?: string;
    complaintPhone?: string;
    doors: ('portal' | 'window' | 'partner')[];
    note?: Text;
  };
  regime: Regime;
  caseType: 'instant' | 'promised';
  /** One officer may accept and grant in one deed: only when regime and item both say so. */
  onTheSpot: boolean;
  limits: { statutory: DayCount; promised: DayCount };
  visits: { count: number; reason?: Text };
  fee: null | { name: Text; standard: Text; basis?: Text; reducible?: boolean; reduction?: Text; payOnline?: boolean; source?: SourceMark };
  online: { depth: number[]; apply: boolean };
  offline: boolean;
  postal: boolean;
  conditions: Condition[];
  questions: SituationQuestion[];
  answers: GuideAnswer[];
  form: ItemForm;
  materials: Material[];
  groups: MaterialGroup[];
  steps: ProcessStep[];
  competence: Competence;
  results: { name: Text; type: '10' | '20' | '99'; sample: boolean; validity?: Text }[];
  delivery: ('self' | 'post' | 'sms' | 'electronic')[];
  amounts: { label: Text; value: Text; source: SourceMark }[];
  effect?: { starts?: Text; note?: Text; from?: RightsBeginning & { when?: Expr; otherwise?: RightsBeginning } };
  /** Public notice of this item: what the regime says, with the item's own days. Absent in versions published before it existed. */
  publicity?: { days: number; unit: DayCount['unit']; inLimit: boolean; where?: Text; source?: SourceMark };
  /** A renewal: applied for in time and undecided when the present permit ends, it counts as granted where the regime says so. */
  renewal?: { expires: Expr; before: { days: number; unit: DayCount['unit'] }; source?: SourceMark };
  /** A clock per party where one place receives and another decides. */
  clocks?: PartyClock[];
  season?: Season;
  examples: ItemExample[];
}
