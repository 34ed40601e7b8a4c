/** What `evaluate` answers: the shapes every door draws, element ids included. */
import type { EffectiveForm } from '#platform/forms';
import type { Text } from '#platform/text';
import type { GuideAnswer, Material, RouteKind, SituationQuestion } from '../document/content.ts';

/** Flat facts by name: question ids, form field ids, `applicant.*`. A missing or null fact is unknown. */
export type Facts = Readonly<Record<string, unknown>>;

/** A paper already verified for this person: shortens the personal list only, never the public guide. */
export interface HeldMaterial {
  /** Material kind (shared block key). */
  material: string;
  route: 'earlierCase' | 'clerkChecked';
  /** Where it was verified, for the reason shown and for provenance. */
  from?: { caseId?: string; caseNumber?: string; seq?: number };
  on?: string;
}

export interface EvaluateOptions {
  today: string;
  /** Region codes from the outermost to the one meant; narrows routes that are live in some regions only. */
  regionPath?: readonly string[];
  /** Codes from the outermost region to the one asked about; for rules like “户籍在本市”. Codes are never parsed. */
  regions?: (code: string) => readonly string[] | undefined;
  held?: readonly HeldMaterial[];
}

export interface GuideQuestion extends SituationQuestion {
  /** The answer counted, null while open. */
  answer: string | null;
}

export interface ConditionResult {
  id: string;
  text: Text;
  /** `unknown` goes to a person, it is never a no (I5). */
  state: 'met' | 'notMet' | 'unknown';
  /** Said only when not met, with what to do instead. */
  say?: Text;
  next?: Text;
  why?: Text;
  missing: string[];
}

export type LineStatus = 'bring' | 'waived' | 'optional' | 'promiseLater';

export interface MaterialLine {
  id: string;
  kind: string;
  name: Text;
  mode: Material['mode'];
  form: Material['form'];
  count: Material['count'];
  status: LineStatus;
  /** Why it is waived, optional or may come later; for `bring` why it must be brought although government issued it. */
  reason: Text | null;
  route: RouteKind | null;
  /** True while an unanswered question decides whether it is needed at all: shown, never dropped. */
  depends: boolean;
  dependsOn: string[];
  group: string | null;
  standard: Text | null;
  hint: Text | null;
  issuer: Text | null;
  source: Material['source'];
  later: Material['later'] | null;
}

export interface GroupResult {
  id: string;
  text: Text;
  min: number;
  lines: string[];
  /** Enough of the group is waived already: nothing of it need be brought. */
  satisfied: boolean;
}

/** Legal day from which a right runs. Unknown while a fact is missing: then only the sentence of the document is told. */
export interface RightsFrom {
  day: string | null;
  missing: string[];
}

export interface OutcomeResult {
  /** `notYet`: outside the season of the item; it opens no case now and says when it will. */
  kind: 'apply' | 'notNeeded' | 'elsewhere' | 'otherItem' | 'notYet' | 'asks';
  id?: string;
  say?: GuideAnswer['say'];
  next?: GuideAnswer['next'];
  item?: string;
}

export interface Evaluation {
  /** Visible questions in order, answered ones included. */
  questions: GuideQuestion[];
  /** Id of the next question to ask; null when the situation is fully known. */
  nextQuestion: string | null;
  conditions: ConditionResult[];
  lines: MaterialLine[];
  groups: GroupResult[];
  outcome: OutcomeResult;
  /** Only of items whose rights begin at a legal day. */
  rightsFrom?: RightsFrom;
  /** Facts that counted: answers to hidden questions and values outside the options are left out. */
  facts: Record<string, unknown>;
  /**
   * The same, with `'-'` for questions not asked in this situation: what hangs on them does not apply.
   * For show-if of form fields, steps and materials; never for conditions, where not asked stays unknown (I5).
   */
  situation: Record<string, unknown>;
  /** The form this person meets: hidden fields gone, calculated values in, what is only perhaps needed never required. */
  form: EffectiveForm;
}
