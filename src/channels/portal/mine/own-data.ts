import { casesOf, getCaseForParty, getDraft, listMyDrafts, openCaseFile, openDraftFile, paperForReader, renderPaper } from '#cases';
import { listMyRatings } from '#feedback';
import { listRelations, listRepresented, listViewsOf, listVisitsOf, partyFacts } from '#identity';
import { findPreference, listMessages, noticeText } from '#notices';
import { findPoint } from '#places';
import type { Actor } from '#platform/actor';
import { audit } from '#platform/audit';
import { inTransaction } from '#platform/db';
import { Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { limit } from '#platform/limits';
import type { Lang } from '#platform/text';
import { zip, type ZipEntry } from '#platform/zip';
import { renderPage } from '#kit/server';
import { contentRows } from './content-rows.ts';
import { ownDataPage } from './own-data-page.tsx';

/** Everything the city holds of one person, read under that person's own rights. */
export type OwnData = Awaited<ReturnType<typeof gather>>;

const all = 100_000;
const perDay = { scope: 'portal.own-data', max: 5, perSeconds: 24 * 3600 };

/** Reads it: each part through the door by which the person reads it anyway, so that nothing is in it that is not theirs. */
async function gather(me: Actor, house: House, lang: Lang) {
  const personId = me.personId ?? '';
  const cases = [];
  for (const { caseId } of await casesOf(house, personId)) {
    // A mere contact of a case is named in it and reads none of it.
    const view = await readable(getCaseForParty(me, house, caseId));
    if (view !== null) cases.push({ view, rows: await contentRows(house, view.versionId, view.values, lang, false) });
  }
  const drafts = [];
  for (const { draftId } of await listMyDrafts(me, house)) {
    const view = await getDraft(me, house, draftId);
    drafts.push({ view, rows: await contentRows(house, view.versionId, view.values, lang, false) });
  }
  const visits = [];
  for (const v of await listVisitsOf(house.db, personId))
    visits.push({
      openedAt: v.openedAt,
      closedAt: v.closedAt,
      place: (await findPoint(house.db, v.pointId))?.name ?? '',
      how: v.how,
      reason: v.reason,
      present: v.partyId === personId,
      relation: v.relation,
      consent: v.consent,
      consentNote: v.consentNote,
    });
  const messages = await listMessages(house.db, personId, all);
  return {
    madeAt: house.clock.now(),
    person: await partyFacts(me, house, personId, { kind: 'self', id: null }),
    relations: await listRelations(house.db, personId),
    organisations: await listRepresented(house.db, personId),
    visits,
    cases,
    drafts,
    messages: messages.map((m) => ({ ...m, text: noticeText(m.kind, m.params, lang) })),
    preference: await findPreference(house.db, personId),
    ratings: await listMyRatings(me, house),
    looks: await listViewsOf(house, personId, { limit: all }),
  };
}

async function readable<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem && (error.kind === 'notFound' || error.kind === 'forbidden')) return null;
    throw error;
  }
}

/**
 * Everything as one archive that is written while it flows: JSON for machines, one page for people, papers that were
 * served, every file. That it was taken is written down before the first byte; five a day are enough for anybody.
 */
export async function ownData(actor: Actor, house: House, lang: Lang): Promise<AsyncGenerator<Buffer>> {
  const me: Actor = { ...actor, forPartyId: null, capacity: 'self' };
  await limit(house, house.clock.now(), { ...perDay, key: me.personId ?? '' });
  const data = await gather(me, house, lang);
  await inTransaction(house.db, (tx) =>
    audit(tx, me, data.madeAt, {
      word: 'OWN_DATA_EXPORT',
      subject: { kind: 'party', id: me.personId ?? '' },
      details: { cases: data.cases.length, drafts: data.drafts.length },
    }),
  );
  return zip(entries(me, house, data, lang));
}

async function* entries(me: Actor, house: House, data: OwnData, lang: Lang): AsyncGenerator<ZipEntry> {
  const at = data.madeAt;
  const text = (path: string, content: string): ZipEntry => ({ path, at, bytes: [Buffer.from(content, 'utf8')] });
  const json = (path: string, value: unknown): ZipEntry => text(path, `${JSON.stringify(value, null, 1)}\n`);
  yield json('data/person.json', { ...data.person, relations: data.relations, organisations: data.organisations });
  yield json('data/visits.json', data.visits);
  yield json('data/messages.json', { preference: data.preference, messages: data.messages });
  yield json('data/ratings.json', data.ratings);
  yield json('data/who-looked.json', data.looks);
  const kept: { path: string; of: string; name: string }[] = [];
  const failed: string[] = [];
  const put = async function* (of: string, path: string, name: string, open: () => Promise<ZipEntry['bytes']>): AsyncGenerator<ZipEntry> {
    const bytes = await readable(open()).catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
    if (bytes === null) return void failed.push(name);
    kept.push({ path, of, name });
    yield { path, at, bytes };
  };
  for (const { view } of data.cases) {
    const folder = `cases/${fileName(view.number)}`;
    yield json(`${folder}/case.json`, view);
    // A paper that has not been served is served by opening it: that stays the person's own deed.
    for (const paper of view.papers.filter((p) => p.servedAt !== null))
      yield* put(view.caseId, `${folder}/papers/${fileName(paper.number)}.pdf`, paper.name.zh, async () => [
        renderPaper(house, await paperForReader(me, house, paper.id)),
      ]);
    for (const [n, m] of view.materials.entries()) {
      const { file } = m;
      if (file === null) continue;
      const path = `${folder}/files/${String(n + 1).padStart(2, '0')}-${fileName(file.name)}`;
      yield* put(view.caseId, path, file.name, async () => (await openCaseFile(me, house, view.caseId, file.fileId)).stream);
    }
  }
  for (const { view } of data.drafts) {
    const folder = `drafts/${view.draftId}`;
    yield json(`${folder}/draft.json`, view);
    for (const [n, m] of view.materials.entries()) {
      const { file } = m;
      if (file === null) continue;
      const path = `${folder}/files/${String(n + 1).padStart(2, '0')}-${fileName(file.name)}`;
      yield* put(view.draftId, path, file.name, async () => (await openDraftFile(me, house, view.draftId, file.fileId)).stream);
    }
  }
  yield text('index.html', renderPage(ownDataPage(data, kept, failed, lang)));
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(-120);
