import type { Static } from 'typebox';
import type { Post } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import type { House } from '#platform/house';
import type { colleagueRows } from '../contract.ts';
import { listPosts } from './post.sql.ts';

/** Who holds which post, by office and role: to whom a step could go. */
export async function listColleagues(
  house: House,
  wanted: { organId?: string; role?: Post['role'] },
): Promise<Static<typeof colleagueRows>> {
  const posts = await listPosts(house.db, { today: shanghaiDate(house.clock.now()), ...wanted });
  return {
    rows: posts.map((p) => ({
      postId: p.id,
      personId: p.personId,
      name: p.personName,
      role: p.role,
      title: p.label,
      organId: p.organId,
      regionCode: p.regionCode,
    })),
  };
}
