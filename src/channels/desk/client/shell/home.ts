import type { StaffSession } from '#contracts/identity';

/** The first screen of a post: where its work lies. */
export function homeOf(me: StaffSession | null): '/window' | '/queue' | '/audit' | '/posts' | '/catalog' | '/calendar' {
  if (me?.post?.windowId) return '/window';
  if (me === null || me.permissions.includes('cases.queue')) return '/queue';
  if (me.permissions.includes('staff.manage')) return '/posts';
  if (me.permissions.includes('catalog.copies')) return '/catalog';
  if (me.permissions.includes('places.manage')) return '/calendar';
  return me.permissions.includes('audit.read') ? '/audit' : '/queue';
}
