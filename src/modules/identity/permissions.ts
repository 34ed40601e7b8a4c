import type { Actor, Post } from '#platform/actor';

type Role = 'citizen' | Post['role'] | 'partner' | 'signed-in' | 'staff';

/**
 * Every permission word and who holds it. A route names one; policy inside a verb then looks at the case itself
 * (scope, step, I13). `signed-in` is any citizen or staff, `staff` any post.
 */
const table = {
  // the person's own
  'me.read': ['citizen'],
  'me.edit': ['citizen'],
  'me.act-for': ['citizen'],
  'drafts.own': ['citizen'],
  'cases.own': ['citizen'],
  'notices.own': ['citizen'],
  'ratings.give': ['citizen'],
  'files.own': ['citizen'],
  // any staff session
  'staff.session': ['staff'],
  'staff.read': ['staff'],
  // window
  'visits.manage': ['clerk'],
  'visits.read': ['clerk'],
  'parties.search': ['clerk'],
  'parties.view': ['clerk', 'approver', 'manager'],
  'drafts.window': ['clerk'],
  'cases.intake': ['clerk'],
  'cases.deliver': ['clerk', 'approver'],
  'ratings.invite': ['clerk'],
  // deciding
  'cases.review': ['approver'],
  'cases.decide': ['approver'],
  'cases.pause': ['approver'],
  'cases.transfer': ['approver', 'manager'],
  // both
  'cases.read': ['clerk', 'approver', 'manager'],
  'cases.queue': ['clerk', 'approver', 'manager'],
  'cases.find': ['clerk', 'approver', 'manager'],
  'cases.caller': ['clerk', 'manager'],
  'cases.work': ['clerk', 'approver'],
  'files.staff': ['clerk', 'approver', 'manager'],
  'papers.staff': ['clerk', 'approver', 'manager'],
  'notices.staff': ['clerk', 'approver', 'manager'],
  'live.staff': ['staff'],
  'catalog.read-staff': ['staff'],
  // managing
  'cases.assign': ['manager'],
  'cases.supervise': ['manager'],
  'cases.recheck': ['manager', 'approver'],
  'ratings.read': ['manager'],
  'ratings.follow': ['manager'],
  'figures.read': ['manager', 'sysadmin'],
  // three administrators, none of whom is two (docs/decisions/0016): one keeps the system, one gives rights, one watches both
  'places.manage': ['sysadmin'],
  'system.read': ['sysadmin'],
  'staff.manage': ['secadmin'],
  'audit.read': ['auditor'],
  // one asks, another does it
  'erasure.request': ['secadmin'],
  'erasure.confirm': ['secadmin', 'auditor'],
  // the catalogue: who writes an item never approves it
  'catalog.copies': ['editor', 'reviewer'],
  'catalog.edit': ['editor'],
  'catalog.review': ['reviewer'],
  'catalog.publish': ['reviewer'],
  // systems of departments
  'partner.steps': ['partner'],
} as const satisfies Record<string, readonly Role[]>;

/** A permission word. */
export type Permission = keyof typeof table;

/** All permission words, for the page of routes and for tests. */
export const permissionWords = Object.keys(table) as Permission[];

/** The three administrators, who are three people: system, security, audit. */
export const administrators = ['sysadmin', 'secadmin', 'auditor'] as const satisfies readonly Post['role'][];

/** Whether a post is one of the three administrators'. */
export const isAdministrator = (role: Post['role']): boolean => (administrators as readonly string[]).includes(role);

/** Whether the actor's capacity or post holds a permission word; an unknown word is held by nobody. */
export function permits(actor: Actor, permission: Permission | (string & {})): boolean {
  const roles: readonly Role[] | undefined = (table as Record<string, readonly Role[]>)[permission];
  if (roles === undefined) return false;
  if (actor.kind === 'citizen') return roles.includes('citizen') || roles.includes('signed-in');
  if (actor.kind === 'partner') return roles.includes('partner');
  if (actor.kind !== 'staff' || actor.post === null) return false;
  return roles.includes(actor.post.role) || roles.includes('staff') || roles.includes('signed-in');
}
