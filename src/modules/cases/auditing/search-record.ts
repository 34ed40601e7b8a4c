import { findPosts, findStaff, listParties, mustBeStaff, regionsOfPosts } from '#identity';
import type { Actor, Post } from '#platform/actor';
import { audit, type AuditQuestion, type AuditRow, searchAudit } from '#platform/audit';
import { addDays, shanghaiDate, shanghaiInstant } from '#platform/clock';
import { inTransaction, type Read } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { maskName } from '#platform/identifiers';
import { checkStream } from '#platform/ledger';
import { inRegion } from '../cases.policy.ts';
import type { AuditLine, AuditPage, AuditQuestionIn, ChainView } from '../contract.ts';
import { verbNames } from '../lifecycle/verbs.ts';
import { findByNumber, numbersOf } from '../reading/case-reading.sql.ts';
import { readCase } from '../record/case.sql.ts';
import { caseNotFound } from '../record/problems.ts';
import { sayAuditWord } from './audit-words.ts';

const pageSize = 100;

/**
 * The record by case number, by who did it, by day, in any combination; today when nothing is said. With a number the
 * chain of the case is checked on the spot. Only of the auditor's region; that it was searched is itself written down.
 */
export async function searchRecord(actor: Actor, house: House, input: AuditQuestionIn): Promise<AuditPage> {
  const { post } = mustBeStaff(actor, 'auditor');
  const at = house.clock.now();
  const asked = await questionOf(house.db, post, input, shanghaiDate(at));
  const before = readCursor(input.after);
  const found = await searchAudit(house.db, { ...asked.question, ...(before === null ? {} : { before }) }, pageSize + 1);
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  await inTransaction(house.db, (tx) =>
    audit(tx, actor, at, {
      word: 'AUDIT_SEARCH',
      ...(asked.caseId === null ? {} : { subject: { kind: 'case', id: asked.caseId } }),
      details: { day: input.day ?? null, staff: asked.question.actorId ?? null },
    }),
  );
  return {
    rows: await linesOf(house.db, post, page),
    next: found.length > pageSize && last !== undefined ? Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url') : null,
    chain: asked.caseId === null || before !== null ? null : await chainOf(house, asked.caseId),
  };
}

async function questionOf(
  read: Read,
  post: Post,
  input: AuditQuestionIn,
  today: string,
): Promise<{ question: AuditQuestion; caseId: string | null }> {
  const question: AuditQuestion = {};
  let caseId: string | null = null;
  if (input.number !== undefined) {
    const id = await findByNumber(read, input.number.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase());
    const c = id === undefined ? undefined : await readCase(read, id);
    if (c === undefined || !(inRegion(post, c.regionPath) || inRegion(post, c.receivingRegionPath))) throw caseNotFound();
    caseId = c.id;
    question.subjectIds = [c.id];
  }
  if (input.staff !== undefined) question.actorId = await staffOf(read, post, input.staff.normalize('NFKC').trim());
  const day = input.day ?? (input.number === undefined && input.staff === undefined ? today : undefined);
  if (day !== undefined) {
    question.from = shanghaiInstant(day, '00:00');
    question.until = shanghaiInstant(addDays(day, 1), '00:00');
  }
  return { question, caseId };
}

/** One member of staff of the region by number or whole name. @throws Problem notFound, conflict. */
async function staffOf(read: Read, post: Post, text: string): Promise<string> {
  const found = await findStaff(read, text);
  const regions = await regionsOfPosts(
    read,
    found.map((one) => one.personId),
  );
  const here = found.filter((one) => regions.some((r) => r.personId === one.personId && inRegion(post, r.regionPath)));
  const [only, ...more] = here;
  if (only === undefined)
    throw problem(
      'notFound',
      'cases.no-staff',
      { zh: '您管的范围里没有叫这个名字或这个工号的工作人员。', en: 'Nobody of this name or number works in your region.' },
      { zh: '请填工号，或者写全姓名。', en: 'Enter the staff number, or the whole name.' },
    );
  if (more.length > 0)
    throw problem(
      'conflict',
      'cases.several-staff',
      { zh: `有${here.length}个人叫这个名字。`, en: `${here.length} people have this name.` },
      {
        zh: `请改填工号：${here.map((one) => one.number).join('、')}。`,
        en: `Enter a staff number: ${here.map((one) => one.number).join(', ')}.`,
      },
    );
  return only.personId;
}

/** Rows of the region in words: staff by name, citizens masked, cases by number. */
async function linesOf(read: Read, post: Post, rows: readonly AuditRow[]): Promise<AuditLine[]> {
  const posts = new Map(
    (
      await findPosts(
        read,
        rows.flatMap((r) => r.postId ?? []),
      )
    ).map((p) => [p.id, p]),
  );
  // What was done at no post (by citizens, systems) is the whole city's.
  const cityWide = !post.regionPath.includes('/');
  const mine = rows.filter((r) => {
    const at = r.postId === null ? undefined : posts.get(r.postId);
    return at === undefined ? cityWide || r.actorId === null : inRegion(post, at.regionPath);
  });
  const names = new Map((await listParties(read, [...new Set(mine.flatMap((r) => r.actorId ?? []))])).map((p) => [p.id, p.name]));
  const numbers = await numbersOf(
    read,
    mine.flatMap((r) => (r.subjectKind === 'case' && r.subjectId !== null ? [r.subjectId] : [])),
  );
  return mine.map((r) => {
    const name = r.actorId === null ? undefined : names.get(r.actorId);
    return {
      id: r.id,
      at: r.at.toISOString(),
      word: r.word,
      name: sayAuditWord(r.word),
      who: name === undefined ? r.actorKind : r.actorKind === 'staff' ? name : maskName(name),
      post: r.postId === null ? null : (posts.get(r.postId)?.title ?? null),
      door: r.door,
      subject:
        r.subjectKind === null || r.subjectId === null
          ? null
          : { kind: r.subjectKind, id: r.subjectId, number: numbers.get(r.subjectId) ?? null },
      seq: r.seq,
    };
  });
}

async function chainOf(house: House, caseId: string): Promise<ChainView> {
  const c = await readCase(house.db, caseId);
  if (c === undefined) throw caseNotFound();
  const checked = await checkStream(house.db, house, { kind: 'case', id: caseId }, c.seq);
  return {
    number: c.number,
    whole: checked.findings.length === 0,
    provedTo: checked.provedTo,
    entries: checked.entries.map(({ header, ...entry }) => {
      const verb = (header as { verb?: string } | null)?.verb ?? '';
      return { ...entry, name: (verbNames as Record<string, { zh: string; en?: string }>)[verb] ?? { zh: verb } };
    }),
    findings: checked.findings.map((f) => ({ say: f.say, seq: f.seq ?? null, seal: f.seal ?? null })),
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function readCursor(text: string | undefined): { at: Date; id: string } | null {
  if (text === undefined) return null;
  try {
    const [at, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const moment = new Date(String(at));
    return typeof id === 'string' && uuid.test(id) && /^[12]\d{3}-/.test(String(at)) && !Number.isNaN(moment.getTime())
      ? { at: moment, id }
      : null;
  } catch {
    return null;
  }
}
