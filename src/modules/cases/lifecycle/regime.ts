import type { Text } from '#platform/text';

/** A legal span of days; working days unless said. */
export type Span = { days: number; unit?: 'workday' | 'naturalDay' };

/** A special procedure during which the clock stands (特别程序). */
export type PauseKind = { kind: string; name: Text; length: 'fixed' | 'open'; days?: number; unit?: Span['unit']; notice: boolean };

/** A right the reader of a refusal has, as the regime words it. */
export type Right = { kind: 'review' | 'litigation' | 'objection' | 'complaint'; text: Text; within?: Text };

/**
 * Procedure regime (程序类型) as a case reads it from its item version: limits, consequences, pauses, silence.
 * Guards and effects of the transition table read this and never the kind of item (model 1).
 */
export type Regime = {
  key: string;
  version: number;
  name: Text;
  correction: { days: number; unit?: Span['unit']; missed: 'deemedAccepted' | 'escalate' | 'none'; rounds: number; answerWithin: Span };
  review: Span;
  extension: null | (Span & { approver: boolean; notice: boolean; times: number });
  pauses: PauseKind[];
  silence: { onReview: 'none' | 'escalate' | 'deemedGranted'; onRenewal?: 'none' | 'deemedRenewed' };
  officers: number;
  hearing: null | { askWithin: Span; holdWithin: Span };
  publicity: null | { inLimit: boolean; days: number; unit?: Span['unit'] };
  delivery: Span;
  onTheSpot: boolean;
  refusal: { reasons: boolean; rights: boolean; twoOfficers?: boolean };
  rights: Right[];
  publishGrant: boolean;
};
