/** Applications ready to be handed in, made by the product's own verbs before anything is measured. */
import { randomUUID } from 'node:crypto';
import { getItem, catalogView } from '#catalog';
import { putDraftFile, saveDraft, startDraft } from '#cases';
import { listPosts, type StaffPost } from '#identity';
import { type Actor, anonymous } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { sql } from '#platform/db';
import { officersFor } from '../src/modules/cases/lifecycle/rule.ts';
import { planOf } from '../src/modules/cases/lifecycle/plan.ts';
import { type Pattern, patternOf } from '../src/modules/cases/seeding/prepare.ts';
import { run } from './load.ts';
import type { Stage } from './stage.ts';

/** A draft with its form filled and its papers uploaded. */
export type Ready = { draftId: string; rev: number; headers: Record<string, string>; citizen: Actor };

/** Citizens of the seeded crowd. */
export async function citizens(stage: Stage, n: number, home: string): Promise<Actor[]> {
  const rows = await stage.house.db.many<{ id: string; name: string }>(
    sql`select id, name from identity.party where kind = 'natural' and made_how = 'seed' and home_region = ${home}
      and not exists (select from identity.staff f where f.party_id = party.id) order by id desc limit ${n}`,
  );
  return rows.map(({ id, name }) => ({ ...anonymous(), kind: 'citizen', personId: id, sessionId: null, name }));
}

/** Where the applicants live: the office a case goes to follows from it. */
const village = '329901101201';

/** Items for people, each with the pattern of an application the product finds complete, for a person of that village. */
export async function patterns(stage: Stage, home = village): Promise<Pattern[]> {
  const found: Pattern[] = [];
  for (const { versions } of (await catalogView(stage.house)).items)
    for (const version of versions) {
      if (version.content.season !== undefined || !version.content.item.objects.includes('natural')) continue;
      const day = shanghaiDate(stage.house.clock.now());
      const pattern = await patternOf(stage.house.db, version, {
        home,
        day,
        actor: { ...anonymous(), kind: 'citizen' },
      });
      if (pattern !== null && !pattern.competence.unresolved) found.push(pattern);
    }
  return found;
}

async function* page(): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(400, 'x'), Buffer.from('\n%%EOF\n')]);
}

/** Makes so many drafts, each of another person where there are enough, with every paper that is asked for. */
export async function ready(stage: Stage, pattern: Pattern, n: number, materials: number): Promise<Ready[]> {
  const { house } = stage;
  const people = await citizens(stage, n, village);
  const sessions = new Map<string, Record<string, string>>();
  const { content } = await getItem(house.db, pattern.version.handlingKey);
  const wanted = [
    ...pattern.wanted.map((w) => w.id),
    ...content.materials.map((m) => m.id).filter((id) => !pattern.wanted.some((w) => w.id === id)),
  ];
  const done: Ready[] = [];
  const made = await run(
    Array.from({ length: n }, (_, i) => people[i % people.length] as Actor),
    6,
    async (citizen) => {
      const { draftId } = await startDraft(citizen, house, randomUUID(), {
        handlingKey: pattern.version.handlingKey,
        answers: pattern.looked.application.answers,
      });
      const { rev } = await saveDraft(citizen, house, randomUUID(), {
        draftId,
        rev: 1,
        values: pattern.looked.application.values as never,
      });
      for (const materialId of wanted.slice(0, materials)) {
        await putDraftFile(citizen, house, randomUUID(), { draftId, materialId, name: `${materialId}.pdf` }, page());
      }
      const id = citizen.personId ?? '';
      const headers = sessions.get(id) ?? (await stage.session('citizen', id));
      sessions.set(id, headers);
      done.push({ draftId, rev, headers, citizen });
    },
  );
  if (made.errors > 0) throw new Error(`drafts could not be made: ${made.sample}`);
  return done;
}

/** Items whose whole life may be four calls: intake, one officer's decision, delivery. */
export async function straight(stage: Stage): Promise<Pattern[]> {
  return (await patterns(stage)).filter(({ version: { content }, received, wanted }) => {
    const plan = planOf(content.steps);
    if (plan.groups.length > 0 || plan.decision.system !== null || plan.decision.office !== 'deciding' || content.onTheSpot) return false;
    return officersFor(content.regime as never, 'grant') === 1 && received.office !== null && wanted.length <= 3;
  });
}

/** Who may do the open step of a case; never one of those named. */
export async function whoseTurn(stage: Stage, caseId: string, itemKey: string, not: readonly string[]): Promise<StaffPost | undefined> {
  const step = await stage.house.db.maybe<{ organ: string; role: string }>(
    sql`select organ_id as organ, role from cases.work_item where case_id = ${caseId} order by kind limit 1`,
  );
  if (step === undefined) return undefined;
  const posts = await listPosts(stage.house.db, { today: shanghaiDate(stage.house.clock.now()), organId: step.organ });
  return posts.find(
    (p) =>
      (p.role === step.role || (step.role === 'clerk' && p.role === 'approver')) &&
      (p.items === '*' || p.items.includes(itemKey)) &&
      !not.includes(p.personId),
  );
}
