import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { setSessionPost } from '../session/session.sql.ts';
import { visitOfActor } from '../visit/visit.sql.ts';
import { postsOf } from './post.sql.ts';

/** Changes the post a staff session works at; an open visit has to be closed first. */
export async function choosePost(actor: Actor, house: House, input: { postId: string }): Promise<void> {
  if (actor.kind !== 'staff' || actor.personId === null || actor.sessionId === null) throw noSuchPost();
  const { personId, sessionId } = actor;
  const at = house.clock.now();
  await inTransaction(house.db, async (tx) => {
    const post = (await postsOf(tx, personId, shanghaiDate(at))).find((one) => one.id === input.postId);
    if (post === undefined) throw noSuchPost();
    if (post.id !== actor.post?.id && (await visitOfActor(tx, actor)) !== undefined)
      throw problem(
        'conflict',
        'identity.visit-open',
        { zh: '窗口还有一位没有接待完。', en: 'A visit is still open at your window.' },
        { zh: '请先结束现在的接待，再换岗位。', en: 'Close the visit before you change your post.' },
      );
    await setSessionPost(tx, sessionId, post.id, at);
    await audit(tx, { ...actor, post }, at, { word: 'POST_CHOSEN', subject: { kind: 'post', id: post.id } });
  });
}

const noSuchPost = () =>
  problem(
    'forbidden',
    'identity.no-such-post',
    { zh: '您没有这个岗位，或者岗位已经停用。', en: 'You do not hold this post, or it has ended.' },
    { zh: '请刷新看看现在有哪些岗位，或请管理员看看。', en: 'Please reload to see your posts, or ask the administrator.' },
  );
