import type { Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { csrfToken } from '#platform/http';
import { findOrganById, findPoint, findRegion, findWindow } from '#places';
import type { PostRow, StaffSession } from '../contract.ts';
import { permissionWords, permits } from '../permissions.ts';
import { lifetimes } from '../session/begin-session.ts';
import { type StaffPost, postsOf } from './post.sql.ts';

/** Who is signed in at this desk; with every post there is to choose from. */
export async function viewStaffSession(actor: Actor, house: House): Promise<StaffSession> {
  const posts = await postsOf(house.db, actor.personId ?? '', shanghaiDate(house.clock.now()));
  const rows = await Promise.all(posts.map((post) => toRow(house.db, post)));
  return {
    personId: actor.personId ?? '',
    name: actor.name,
    post: rows.find((row) => row.id === actor.post?.id) ?? null,
    posts: rows,
    permissions: permissionWords.filter((word) => permits(actor, word)),
    csrf: csrfToken(house.keys.fingerprintKey(), actor.sessionId ?? ''),
    idleMinutes: lifetimes.staff.idle,
  };
}

async function toRow(read: Read, post: StaffPost): Promise<PostRow> {
  const organ = await findOrganById(read, post.organId);
  const region = await findRegion(read, post.regionCode);
  const point = post.pointId === null ? undefined : await findPoint(read, post.pointId);
  const window = post.windowId === null ? undefined : await findWindow(read, post.windowId);
  return {
    id: post.id,
    role: post.role,
    title: post.label,
    organId: post.organId,
    organName: organ?.name ?? '',
    regionCode: post.regionCode,
    regionName: region?.name ?? post.regionCode,
    pointId: post.pointId,
    pointName: point?.name ?? null,
    windowId: post.windowId,
    windowNumber: window?.number ?? null,
    windowName: window?.name ?? null,
  };
}
