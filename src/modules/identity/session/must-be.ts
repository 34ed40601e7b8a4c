import type { Actor, Post } from '#platform/actor';
import { problem } from '#platform/errors';

/** The party id of a signed-in citizen. @throws Problem unauthenticated `identity.sign-in`. */
export function mustBeCitizen(actor: Actor): string {
  if (actor.kind === 'citizen' && actor.personId !== null) return actor.personId;
  throw problem(
    'unauthenticated',
    'identity.sign-in',
    { zh: '这一步要先登录。', en: 'Please sign in for this step.' },
    {
      zh: '请登录后再来，填过的都在。不会上网可以去窗口。',
      en: 'Sign in and come back; nothing you entered is lost. Windows can do it too.',
    },
  );
}

/** Person and post of a member of staff, in one of these roles when named. @throws Problem forbidden `identity.not-your-post`. */
export function mustBeStaff(actor: Actor, ...roles: Post['role'][]): { personId: string; post: Post } {
  if (actor.kind === 'staff' && actor.personId !== null && actor.post !== null && (roles.length === 0 || roles.includes(actor.post.role)))
    return { personId: actor.personId, post: actor.post };
  throw problem(
    'forbidden',
    'identity.not-your-post',
    { zh: '您现在的岗位不能做这一步。', en: 'Your present post cannot do this.' },
    { zh: '请换成能办这一步的岗位，或请管理员看看岗位设置。', en: 'Change to a post that can, or ask the administrator about your posts.' },
  );
}
