import type { Static } from 'typebox';
import type { Actor } from '#platform/actor';
import type { House } from '#platform/house';
import { maskName } from '#platform/identifiers';
import type { Text } from '#platform/text';
import type { erasureRows } from '../contract.ts';
import { listParties } from '../party/party.sql.ts';
import { mustBeStaff } from '../session/must-be.ts';
import { type ErasureGround, listErasureRows } from './erasure.sql.ts';
import { erasedName, type ErasureRoom } from './erasure-room.ts';
import { standingOf } from './standing.ts';

/** The grounds of the law in words. */
export const groundWords: Record<ErasureGround, Text> = {
  purposeReached: {
    zh: '处理目的已经实现、无法实现或者不再必要',
    en: 'the purpose is reached, cannot be reached, or no longer needs the data',
  },
  periodOver: { zh: '停止提供服务，或者保存期限已届满', en: 'the service ended or the period of keeping is over' },
  consentWithdrawn: { zh: '个人撤回同意', en: 'the person withdrew consent' },
  unlawful: { zh: '违反法律、行政法规或者约定处理', en: 'the data were handled against law or agreement' },
  otherLaw: { zh: '法律、行政法规规定的其他情形', en: 'another case named by law' },
};

/** Requests to erase people, the person masked, with what stands against each now. */
export async function listErasures(actor: Actor, house: House, rooms: readonly ErasureRoom[]): Promise<Static<typeof erasureRows>> {
  const { personId } = mustBeStaff(actor, 'secadmin', 'auditor');
  const rows = await listErasureRows(house.db, 50);
  const names = new Map(
    (
      await listParties(
        house.db,
        rows.flatMap((r) => [r.partyId, r.requestedBy, r.answeredBy ?? []].flat()),
      )
    ).map((p) => [p.id, p.name]),
  );
  return {
    rows: await Promise.all(
      rows.map(async (r) => ({
        id: r.id,
        person: names.get(r.partyId) === erasedName ? null : maskName(names.get(r.partyId) ?? ''),
        ground: groundWords[r.ground],
        basis: r.basis,
        askedBy: names.get(r.requestedBy) ?? '',
        askedAt: r.requestedAt.toISOString(),
        state: r.outcome ?? ('open' as const),
        answeredBy: r.answeredBy === null ? null : (names.get(r.answeredBy) ?? ''),
        answeredAt: r.answeredAt?.toISOString() ?? null,
        note: r.note,
        mayConfirm: r.outcome === null && r.requestedBy !== personId && r.partyId !== personId,
        standing: r.outcome === null ? await standingOf(house.db, house, rooms, r.partyId) : [],
      })),
    ),
  };
}
