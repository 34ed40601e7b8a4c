import type { Actor } from '#platform/actor';
import type { Read } from '#platform/db';
import { type Problem, problem } from '#platform/errors';
import { findVisit } from '../visit/visit.sql.ts';
import { listRepresented, relationBetween } from './relation.sql.ts';

/**
 * On what somebody reads another's data (model 14). `step`: the caller has checked an open step of a case at the
 * actor's post. `system`: no human reads (a listener addressing a message).
 */
export type Ground = { kind: 'self' | 'visit' | 'step' | 'party' | 'system'; id: string | null };

function noGround(): Problem {
  return problem(
    'forbidden',
    'identity.no-ground',
    { zh: '现在没有看这个人信息的事由。', en: 'There is no ground now on which you may read this person’s data.' },
    {
      zh: '本人来了，请先在窗口接待；办件在您手上时，从办件里看。',
      en: 'Open a visit when the person is here, or open the case that lies on your desk.',
    },
  );
}

/** Refuses a reading whose ground does not hold. @throws Problem forbidden `identity.no-ground`. */
export async function checkGround(read: Read, actor: Actor, partyId: string, ground: Ground): Promise<void> {
  switch (ground.kind) {
    case 'self':
      if (actor.kind === 'citizen' && actor.personId === partyId) return;
      break;
    case 'visit': {
      if (actor.kind !== 'staff' || ground.id === null) break;
      const visit = await findVisit(read, ground.id);
      if (visit?.closedAt === null && visit.clerkId === actor.personId && (visit.partyId === partyId || visit.forPartyId === partyId))
        return;
      break;
    }
    case 'step':
      if (actor.kind === 'staff' && actor.post !== null && ground.id !== null) return;
      break;
    case 'party': {
      if (actor.kind !== 'citizen' || actor.personId === null) break;
      // A register may know the tie from either side.
      const relation = await relationBetween(read, actor.personId, partyId);
      if (relation?.level === 2 || (await relationBetween(read, partyId, actor.personId))?.level === 2) return;
      if ((await listRepresented(read, actor.personId)).some((one) => one.partyId === partyId)) return;
      break;
    }
    case 'system':
      if (actor.kind === 'system') return;
  }
  throw noGround();
}
