import { type Actor, anonymous, type Post } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import type { Lang } from '#platform/text';
import { demandsFactor } from '../factor/waiting.ts';
import { findPartnerBySecret } from '../staff/partner.sql.ts';
import { deviceOf, lifetimes, tokenHash } from './begin-session.ts';
import { citizenCookie, isStaffPath, staffCookie } from './cookies.ts';
import { languageOf } from './language.ts';
import { findSession, type SessionRow, touchSession } from './session.sql.ts';

/** What of a request says who is asking. */
export type Asking = {
  cookies: Record<string, string | undefined>;
  headers: Record<string, string | string[] | undefined>;
  /** Path with or without its query. */
  path: string;
  /** Address of the caller, for limits on wrong keys. */
  ip?: string;
};

/**
 * Who is asking: staff beneath `/desk` and `/api/staff`, systems beneath `/api/partner`, citizens elsewhere.
 * Nobody known gives a visitor; only a wrong partner key is refused here.
 */
export async function resolveActor(house: House, asking: Asking): Promise<Actor> {
  const lang = languageOf(asking);
  if (asking.path.startsWith('/api/partner/')) return partnerActor(house, asking, lang);
  const kind = isStaffPath(asking.path) ? 'staff' : 'citizen';
  const visitor: Actor = {
    ...anonymous(lang, kind === 'staff' ? 'desk' : 'portal'),
    device: deviceOf(oneOf(asking.headers['user-agent'])),
  };
  const token = asking.cookies[kind === 'staff' ? staffCookie : citizenCookie];
  if (token === undefined || token === '') return visitor;
  const session = await findSession(house.db, tokenHash(token), kind);
  const now = house.clock.now();
  if (session === undefined || session.endsAt <= now || now.getTime() - session.seenAt.getTime() > lifetimes[kind].idle * 60_000)
    return visitor;
  // Until the second factor is given, nobody is signed in; the pages that ask for it look at the cookie themselves.
  if (kind === 'staff' && session.factorAt === null && (session.enrolled || (await demandsFactor(house, session.partyId)))) return visitor;
  // One write a minute at most: a page makes a dozen requests.
  if (now.getTime() - session.seenAt.getTime() > 60_000) await inTransaction(house.db, (tx) => touchSession(tx, session.id, now));
  return kind === 'staff' ? staffActor(session, visitor, shanghaiDate(now)) : citizenActor(session, visitor);
}

function citizenActor(session: SessionRow, visitor: Actor): Actor {
  return {
    ...visitor,
    kind: 'citizen',
    personId: session.partyId,
    forPartyId: session.forPartyId,
    capacity: session.forPartyId === null ? 'self' : 'legalRepresentative',
    sessionId: session.id,
    name: session.name,
  };
}

function staffActor(session: SessionRow, visitor: Actor, today: string): Actor {
  const p = session.post;
  const inForce =
    p !== null &&
    p.validFrom <= today &&
    (p.validTo === null || p.validTo > today) &&
    p.staffFrom <= today &&
    (p.staffTo === null || p.staffTo > today);
  const post: Post | null =
    p === null || !inForce || session.postId === null
      ? null
      : {
          id: session.postId,
          role: p.role,
          organId: p.organId,
          regionCode: p.regionCode,
          regionPath: p.regionPath,
          pointId: p.pointId,
          windowId: p.windowId,
          items: p.items ?? '*',
          title: p.title,
        };
  const visit = post === null ? null : session.visit;
  return {
    ...visitor,
    kind: 'staff',
    capacity: 'staff',
    personId: session.partyId,
    forPartyId: visit === null ? null : (visit.forPartyId ?? visit.partyId),
    post,
    visitId: visit?.id ?? null,
    door: post?.role === 'clerk' && post.windowId !== null ? 'window' : 'desk',
    sessionId: session.id,
    name: session.name,
  };
}

async function partnerActor(house: House, asking: Asking, lang: Lang): Promise<Actor> {
  const visitor = anonymous(lang, 'partner');
  const key = /^Bearer ([\w-]{16,200})$/.exec(oneOf(asking.headers['authorization']) ?? '')?.[1];
  if (key === undefined) return visitor;
  const now = house.clock.now();
  const partner = await findPartnerBySecret(house.db, partnerSecretHash(house, key), shanghaiDate(now));
  if (partner !== undefined) return { ...visitor, kind: 'partner', capacity: 'partner', personId: partner.id, name: partner.key };
  await limit(house, now, { scope: 'identity.partner-key', key: asking.ip ?? '-', max: 30, perSeconds: 600 });
  throw problem(
    'unauthenticated',
    'identity.partner-key',
    { zh: '接口钥匙不对，或者已经停用。', en: 'The interface key is wrong or no longer in force.' },
    { zh: '请向政务服务管理部门要新的钥匙。', en: 'Please ask the government service bureau for a new key.' },
  );
}

/** The hash under which a partner's key lies in the database. */
export const partnerSecretHash = (house: Pick<House, 'keys'>, secret: string): Buffer => house.keys.lookupHash('partner', secret);

const oneOf = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header);
