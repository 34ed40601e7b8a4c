/**
 * From a working copy to publication: a pure table. Nobody approves what he has changed, and the two approvals come from
 * two people: a publication has at least three pairs of eyes.
 */

/** Where a working copy stands. */
export const copyStates = ['editing', 'departmentReview', 'bureauReview', 'scheduled', 'published', 'abandoned'] as const;
export type CopyState = (typeof copyStates)[number];

/** What may be done with it. `publish` and `stop` are the programme's, at the hour a person has set. */
export const reviewDeeds = ['send', 'takeBack', 'approve', 'pass', 'schedule', 'sendBack', 'publish', 'stop', 'abandon'] as const;
export type ReviewDeed = (typeof reviewDeeds)[number];

interface Rule {
  from: readonly CopyState[];
  to: CopyState;
  /** Who: an editor of the item, a reviewer of its department, a reviewer of the bureau, the programme. */
  by: 'editor' | 'department' | 'bureau' | 'reviewer' | 'programme';
}

/** The table. `approve` is the department's, `pass` the bureau's with publication at once, `schedule` the same for an hour to come. */
export const reviewRules: Readonly<Record<ReviewDeed, Rule>> = {
  send: { from: ['editing'], to: 'departmentReview', by: 'editor' },
  takeBack: { from: ['departmentReview', 'bureauReview'], to: 'editing', by: 'editor' },
  approve: { from: ['departmentReview'], to: 'bureauReview', by: 'department' },
  pass: { from: ['bureauReview', 'scheduled'], to: 'published', by: 'bureau' },
  schedule: { from: ['bureauReview', 'scheduled'], to: 'scheduled', by: 'bureau' },
  sendBack: { from: ['departmentReview', 'bureauReview', 'scheduled'], to: 'editing', by: 'reviewer' },
  publish: { from: ['scheduled'], to: 'published', by: 'programme' },
  stop: { from: ['scheduled'], to: 'editing', by: 'programme' },
  abandon: { from: ['editing'], to: 'abandoned', by: 'editor' },
};

/** Who has had a hand in a copy so far. */
export interface Hands {
  /** Everybody who changed it, in whatever round. */
  editors: readonly string[];
  /** Who approved it for the department in this round. */
  approvedBy: string | null;
}
/** Who asks: what his post lets him be for this item. */
export interface Asker {
  personId: string | null;
  is: readonly Rule['by'][];
}
/** Why not. */
export type Hindrance = 'state' | 'not-yours' | 'own-work' | 'same-person';

/** Whether a deed may be done; null when it may. */
export function hindrance(state: CopyState, deed: ReviewDeed, asker: Asker, hands: Hands): Hindrance | null {
  const rule = reviewRules[deed];
  const may =
    rule.by === 'reviewer' ? asker.is.includes(state === 'departmentReview' ? 'department' : 'bureau') : asker.is.includes(rule.by);
  if (!may) return 'not-yours';
  if (!rule.from.includes(state)) return 'state';
  // Sending back is no approval: whoever sees a fault may say so.
  if (deed === 'approve' || deed === 'pass' || deed === 'schedule') {
    if (asker.personId === null || hands.editors.includes(asker.personId)) return 'own-work';
    if (deed !== 'approve' && hands.approvedBy === asker.personId) return 'same-person';
  }
  return null;
}

/** Deeds open to somebody now, for the screen. */
export const openDeeds = (state: CopyState, asker: Asker, hands: Hands): ReviewDeed[] =>
  reviewDeeds.filter((deed) => hindrance(state, deed, asker, hands) === null);
