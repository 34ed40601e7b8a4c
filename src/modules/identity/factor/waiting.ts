import { shanghaiDate } from '#platform/clock';
import type { House } from '#platform/house';
import { lifetimes, tokenHash } from '../session/begin-session.ts';
import { findSession } from '../session/session.sql.ts';
import { findFactor, rolesOf } from './factor.sql.ts';

/** A staff browser as far as the second factor is concerned. */
export type FactorState = {
  sessionId: string;
  partyId: string;
  name: string;
  /** A confirmed factor is in force. */
  enrolled: boolean;
  /** The site demands one of somebody with this person's posts. */
  required: boolean;
  /** This session has not given it: to everything else nobody is signed in. */
  waiting: boolean;
  codesLeft: number;
};

/** Whether the site demands the second factor of somebody, by the posts he holds today. */
export async function demandsFactor(house: Pick<House, 'db' | 'clock' | 'config'>, partyId: string): Promise<boolean> {
  const { secondFactor } = house.config;
  if (secondFactor === 'all' || secondFactor.length === 0) return secondFactor === 'all';
  const roles = await rolesOf(house.db, partyId, shanghaiDate(house.clock.now()));
  return secondFactor.some((role) => roles.includes(role));
}

/** What a browser with this staff cookie has to do, or undefined when nobody is signed in with it. */
export async function factorState(house: House, token: string | undefined): Promise<FactorState | undefined> {
  if (token === undefined || token === '') return undefined;
  const session = await findSession(house.db, tokenHash(token), 'staff');
  const at = house.clock.now();
  if (session === undefined || session.endsAt <= at || at.getTime() - session.seenAt.getTime() > lifetimes.staff.idle * 60_000)
    return undefined;
  const factor = await findFactor(house.db, session.partyId);
  const enrolled = factor !== undefined && factor.confirmedAt !== null;
  const required = await demandsFactor(house, session.partyId);
  return {
    sessionId: session.id,
    partyId: session.partyId,
    name: session.name,
    enrolled,
    required,
    waiting: (enrolled || required) && session.factorAt === null,
    codesLeft: factor?.codesLeft ?? 0,
  };
}
