import type { Actor } from '#platform/actor';
import { clearView } from '#platform/audit';
import { shanghaiDate, shanghaiTime } from '#platform/clock';
import { inTransaction, type Read } from '#platform/db';
import { problem, Problem } from '#platform/errors';
import type { House } from '#platform/house';
import { partyOf } from '../cases.policy.ts';
import { versionById } from '../outside/items.ts';
import { slipHashOf } from '../reading/case-reading.sql.ts';
import { openSealed } from '../reading/case-words.ts';
import { officialDay } from '../reading/say-day.ts';
import { staffGround } from '../reading/staff-ground.ts';
import { listMaterials, type LoadedCase, readCase } from '../record/case.sql.ts';
import type { PaperRow } from '../record/rows.ts';
import { checkCodeOf, slipCodeOf, spaced } from './codes.ts';
import { paperNames } from './new-papers.ts';
import { paperFacts } from './paper-facts.ts';
import { findPaper } from './paper.sql.ts';
import { paperText } from './paper-text.ts';

/** A table on a paper. */
export type PaperTable = { title: string; columns: string[]; rows: string[][] };

/** Everything that stands on a paper, for the PDF and for the page to print alike. */
export type PaperData = {
  paperId: string;
  caseId: string;
  kind: string;
  title: string;
  number: string;
  /** 陈桂兰： */
  to: string;
  /** In plain words, first. */
  summary: string;
  paragraphs: string[];
  tables: PaperTable[];
  /** What the reader can do. */
  todo: string[];
  rights: string[];
  organ: string;
  date: string;
  caseNumber: string;
  /** Only on the receipt. */
  slipCode: string;
  checkCode: string;
  checkUrl: string;
  checkLine: string;
  sampleLine: string;
  telephoneLine: string;
};

/** On every paper until a licensed seal is configured (model 29). */
export const sampleLine = '示例，无法律效力';

const noPaper = (): Problem =>
  problem(
    'notFound',
    'cases.no-paper',
    { zh: '没有找到这份文书。', en: 'No such paper was found.' },
    { zh: '请核对文书编号；也可以带证件到窗口查。', en: 'Check its number, or ask at a window.' },
  );

const routeNames: Readonly<Record<string, string>> = {
  file: '已交文件',
  seen: '窗口看过原件',
  earlierCase: '以前办件已核对，免交',
  promise: '告知承诺',
  later: '先收后补',
};
const rightful = new Set(['notAccepted', 'refusal', 'termination', 'superseding', 'grant']);

/** Builds a paper from what was recorded at its deed: the same content whenever it is asked for. */
async function build(read: Read, house: House, c: LoadedCase, paper: PaperRow): Promise<PaperData> {
  const kind = paper.kind as keyof typeof paperText;
  const { content } = await versionById(read, c.versionId);
  const sealed = await openSealed(read, house, c);
  const facts = await paperFacts(read, house, c, paper, content, sealed?.words.get(paper.seq) ?? {});
  const text = paperText[kind](facts);
  const checkCode = checkCodeOf(house.keys, paper.id, paper.checkHash) ?? '';
  const slip = kind === 'receipt' ? slipCodeOf(house.keys, c.id, c.slipVersion, await slipHashOf(read, c.id)) : undefined;
  const agents = c.parties.filter((p) => p.role === 'agent' || p.role === 'guardian');
  const rights =
    rightful.has(kind) && (kind !== 'grant' || paper.seq < c.seq)
      ? content.regime.rights.map((r) => `${r.text.zh}${r.within === undefined ? '' : `（${r.within.zh}）`}。`)
      : [];
  const given = kind === 'receipt' ? (await listMaterials(read, c)).filter((m) => m.seq === paper.seq) : [];
  const grouped = checkCode.replace(/^(.{5})(.{5})$/, '$1 $2');
  return {
    paperId: paper.id,
    caseId: c.id,
    kind,
    title: paperNames[kind].zh,
    number: paper.number,
    to: `${c.applicantName}${agents.length === 0 ? '' : `（${agents.map((a) => `${a.role === 'guardian' ? '监护人' : '代办人'}：${a.name}`).join('，')}）`}：`,
    summary: text.summary,
    paragraphs: text.paragraphs.filter((p) => p !== ''),
    tables:
      given.length === 0
        ? []
        : [
            {
              title: '收到的材料',
              columns: ['序号', '材料', '怎么交的'],
              rows: given.map((m, n) => [String(n + 1), m.name, routeNames[m.route] ?? m.route]),
            },
          ],
    todo: text.todo,
    rights: kind === 'grant' ? [] : rights,
    organ: paper.organName,
    date: officialDay(paper.dated),
    caseNumber: c.number,
    slipCode: slip === undefined ? '' : spaced(slip),
    checkCode: grouped,
    checkUrl: `${house.config.publicUrl}/papers/check?code=${checkCode}`,
    checkLine: `核对码：${grouped}。在${house.config.publicUrl}/papers/check输入核对码，可以核对这份文书真不真。`,
    sampleLine,
    telephoneLine: content.overlay.phone === undefined ? '' : `咨询电话：${content.overlay.phone}`,
  };
}

async function caseOf(read: Read, paperId: string): Promise<{ c: LoadedCase; paper: PaperRow }> {
  const paper = await findPaper(read, paperId);
  const c = paper === undefined ? undefined : await readCase(read, paper.caseId);
  if (paper === undefined || c === undefined) throw noPaper();
  return { c, paper };
}

/** A paper for the house itself: notices bring it, tests look at it. Rights are the caller's. */
export async function paperData(read: Read, house: House, paperId: string): Promise<PaperData> {
  const { c, paper } = await caseOf(read, paperId);
  return build(read, house, c, paper);
}

/** A paper for its reader: a party of the case, or staff on a ground, whose look is written down. @throws Problem notFound, forbidden. */
export async function paperForReader(actor: Actor, house: House, paperId: string): Promise<PaperData> {
  const { c, paper } = await caseOf(house.db, paperId);
  if (actor.kind === 'citizen' && partyOf(actor, c) !== undefined) return build(house.db, house, c, paper);
  if (actor.kind !== 'staff') throw noPaper();
  return inTransaction(house.db, async (tx) => {
    const ground = await staffGround(tx, actor, c);
    if (ground instanceof Problem) throw ground.kind === 'notFound' ? noPaper() : ground;
    await clearView(tx, actor, house.clock.now(), {
      partyId: c.applicantId,
      caseId: c.id,
      what: 'paper',
      reason: '看办件文书',
      ground: { kind: ground.kind, id: ground.id },
    });
    return build(tx, house, c, paper);
  });
}

/** 送达回证 of a paper that was served: when, how, to whom, and who took it. */
export async function serviceReceipt(actor: Actor, house: House, paperId: string): Promise<PaperData> {
  const data = await paperForReader(actor, house, paperId);
  const { c, paper } = await caseOf(house.db, paperId);
  if (paper.servedAt === null)
    throw problem(
      'conflict',
      'cases.not-served',
      { zh: '这份文书还没有送达。', en: 'This paper has not been served yet.' },
      { zh: '送达后再打印送达回证。', en: 'Print the proof once it has been served.' },
    );
  const receipt = paper.receipt as { channel?: string; how?: string } | null;
  const ways: Readonly<Record<string, string>> = {
    inbox: '网上查阅',
    opened: '网上查阅',
    email: '电子邮件',
    sms: '短信',
    paper: '当面送交',
    handedOver: '当面送交',
    posted: '邮寄',
    openedOnline: '网上查阅',
    receiptReturned: '当面送交，交回回执',
    electronic: '电子送达',
  };
  const word = receipt?.channel ?? receipt?.how ?? '';
  const delivered = paper.servedSeq === null ? undefined : (await openSealed(house.db, house, c))?.words.get(paper.servedSeq);
  const line = (name: string, value: unknown): string[][] => (typeof value === 'string' && value.trim() !== '' ? [[name, value]] : []);
  return {
    ...data,
    kind: 'serviceReceipt',
    title: '送达回证',
    summary: '',
    paragraphs: [],
    tables: [
      {
        title: '',
        columns: ['项目', '内容'],
        rows: [
          ['送达文书', `《${data.title}》${data.number}`],
          ['受送达人', c0(data.to)],
          ['办件编号', data.caseNumber],
          ...line('签收人', delivered?.['to']),
          ['送达方式', ways[word] ?? (word === '' ? '电子送达' : word)],
          ['送达时间', `${officialDay(shanghaiDate(paper.servedAt))}${shanghaiTime(paper.servedAt)}`],
          ...line('邮件号', delivered?.['tracking']),
          ['送达机关', data.organ],
        ],
      },
    ],
    todo: [],
    rights: [],
    slipCode: '',
    date: officialDay(shanghaiDate(paper.servedAt)),
  };
}

const c0 = (to: string): string => to.replace(/：$/, '');
