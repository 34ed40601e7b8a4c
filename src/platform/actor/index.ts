import type { Lang } from '#platform/text';

/** Through which door someone comes; recorded on every deed, never a reason for another rule (I1). */
export type Door = 'portal' | 'window' | 'desk' | 'partner' | 'system';

/** What a post may be. */
export const postRoles = ['clerk', 'approver', 'manager', 'sysadmin', 'secadmin', 'auditor', 'editor', 'reviewer'] as const;

/** A post: person × organ × region × role × items. Staff act only from a post. */
export type Post = {
  id: string;
  role: (typeof postRoles)[number];
  organId: string;
  /** Region of the post; it sees this region and everything beneath. */
  regionCode: string;
  regionPath: string;
  pointId: string | null;
  windowId: string | null;
  /** Item keys the post handles. */
  items: '*' | string[];
  title: string;
};

/** Who acts, for whom, in which capacity, at which place, through which door. First argument of every command. */
export type Actor = {
  kind: 'anonymous' | 'citizen' | 'staff' | 'partner' | 'system';
  /** Party id of the person who acts; null for the system and for visitors. */
  personId: string | null;
  /** Party the act is for when it is somebody else. */
  forPartyId: string | null;
  capacity: 'self' | 'legalRepresentative' | 'agent' | 'staff' | 'partner' | 'system';
  post: Post | null;
  visitId: string | null;
  door: Door;
  sessionId: string | null;
  device: string | null;
  lang: Lang;
  /** Shown name; never logged. */
  name: string;
};

/** A visitor who has not signed in. */
export const anonymous = (lang: Lang = 'zh', door: Door = 'portal'): Actor => ({
  kind: 'anonymous',
  personId: null,
  forPartyId: null,
  capacity: 'self',
  post: null,
  visitId: null,
  door,
  sessionId: null,
  device: null,
  lang,
  name: '',
});

/** The system itself: deadline jobs, listeners, seeds. It may remind and escalate, never refuse (I5). */
export const systemActor = (what: string): Actor => ({
  ...anonymous('zh', 'system'),
  kind: 'system',
  capacity: 'system',
  name: what,
});
