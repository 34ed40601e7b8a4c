import type { Actor } from '#platform/actor';
import type { Read } from '#platform/db';
import { problem } from '#platform/errors';
import {
  hallFor,
  townOf,
  homeRegionOf,
  type Office,
  officeById,
  type ReceivingPlace,
  receivingPlace,
  regionPathOf,
} from '../outside/offices.ts';
import type { ResolvedCompetence } from '../outside/items.ts';

/** Who decides, who received, in which mode: settled at receipt, stored on the case (model 3, 6, 21). */
export type Received = {
  office: Office | null;
  place: ReceivingPlace | null;
  mode: 'preCheckOnly' | 'receiveAndForward' | 'acceptOnBehalf' | 'own';
  intakeAt: 'receiving' | 'deciding';
  homeRegion: string;
  regionCode: string;
  regionPath: string;
  /** The town the matter lies in, for steps of town offices; never finer (model 15). */
  near: string | null;
};

const inChain = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/** Settles it from the door, the place and the resolved competence. `chosen` is the region an online person chose, `matter` the one the item's rule named. */
export async function whereReceived(
  read: Read,
  actor: Actor,
  competence: ResolvedCompetence,
  where: { chosen: string; matter: string | null },
): Promise<Received> {
  const { chosen } = where;
  const office = competence.unresolved ? null : ((await officeById(read, competence.organId)) ?? null);
  const place = await placeOf(read, actor, competence, office);
  const mode = modeAt(competence, place, office);
  if (place !== null && mode === 'preCheckOnly')
    throw problem(
      'forbidden',
      'cases.only-precheck',
      { zh: '这里只能帮您看看材料，不能收件。', en: 'This place can only look your papers over; it cannot receive them.' },
      { zh: '请到清单上写的地方交，或者在网上交。', en: 'Hand in at a place named on the list, or online.' },
    );
  const region = office?.regionCode ?? place?.regionCode ?? chosen;
  return {
    office,
    place,
    mode,
    intakeAt: place === null ? 'deciding' : 'receiving',
    homeRegion: await homeRegionOf(read, region),
    regionCode: region,
    near: where.matter === null ? null : await townOf(read, where.matter),
    regionPath: office?.regionPath ?? place?.regionPath ?? (await regionPathOf(read, chosen)) ?? chosen,
  };
}

async function placeOf(read: Read, actor: Actor, competence: ResolvedCompetence, office: Office | null): Promise<ReceivingPlace | null> {
  if (actor.kind === 'staff') return actor.post?.pointId == null ? null : ((await receivingPlace(read, actor.post.pointId)) ?? null);
  // From the phone: a hall that may accept on behalf does the intake (综窗受理); without one the deciding office itself.
  if (office === null) return null;
  const halls = competence.receive
    .filter((r) => r.place.endsWith('hall') && (r.mode === 'acceptOnBehalf' || r.mode === 'own'))
    .map((r) => r.place);
  return halls.length === 0 ? null : ((await hallFor(read, office.regionCode, halls)) ?? null);
}

function modeAt(competence: ResolvedCompetence, place: ReceivingPlace | null, office: Office | null): Received['mode'] {
  if (place === null || place.organId === office?.organId) return 'own';
  const mode = competence.receive.find((r) => r.place === place.kind)?.mode ?? 'receiveAndForward';
  // Acceptance on behalf rests on the organ's own authorisation: elsewhere the place only receives and forwards.
  if (mode === 'acceptOnBehalf' && (office === null || !inChain(place.regionPath, office.regionPath))) return 'receiveAndForward';
  return mode === 'own' ? 'acceptOnBehalf' : mode;
}
