import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesOf, caseByNumber, getCaseForParty, getDraft, listMyDrafts, readArchive } from '#cases';
import type { Operations, Report } from '#cli';
import { findParty, findPartyByDocument, listViewsOf, partyFacts } from '#identity';
import { listMessages } from '#notices';
import { type Actor, anonymous, systemActor } from '#platform/actor';
import { audit, clearView } from '#platform/audit';
import { newFolder, type Part, textSource, writePart } from '#platform/backup';
import { projectRoot } from '#platform/config';
import { canonicalJson } from '#platform/crypto';
import { inTransaction } from '#platform/db';
import { type Json, problem } from '#platform/errors';
import type { House } from '#platform/house';
import { proveStream, sealPending } from '#platform/ledger';

type Ground = { inHouse<T>(work: (house: House) => Promise<T>): Promise<T> };

/** Everything of a case or of a person in open formats, as the command line has it done. */
export const exporting = ({ inHouse }: Ground): Pick<Operations, 'exportCase' | 'exportPerson'> => ({
  exportCase: ({ number, to, reason }, report) =>
    inHouse(async (house) => {
      const caseId = await caseByNumber(house, number);
      await exportCase(house, caseId, to, { reason, inside: true }, report);
    }),
  exportPerson: ({ who, to, reason }, report) =>
    inHouse(async (house) => {
      const party = /^[0-9a-f-]{36}$/i.test(who)
        ? await findParty(house.db, who)
        : await findPartyByDocument(house, { type: /^\d{17}[\dXx]$/.test(who) ? '111' : '001', number: who });
      if (party === undefined) throw nobody();
      await exportPerson(house, party.id, to, reason, report);
    }),
});

/** Writes one case as an archive that verifies without this house. */
export async function exportCase(
  house: House,
  caseId: string,
  to: string,
  ask: { reason: string; inside: boolean },
  report: Report,
): Promise<void> {
  // An archive holds only what is sealed and signed.
  await sealPending(house);
  const archive = await readArchive(systemActor('export'), house, caseId, ask);
  const { proof, keys } = await proveStream(house.db, house, { kind: 'case', id: caseId }, (seq) => !archive.hidden.includes(seq));
  await newFolder(to, async (dir) => {
    const parts: Part[] = [];
    const put = async (path: string, ...texts: string[]): Promise<void> =>
      void parts.push(await writePart(dir, path, textSource(...texts)));
    await put('case.json', pretty(archive.record));
    await put('item-version.json', pretty(archive.itemVersion));
    await put('ledger.json', pretty(proof as unknown as Json));
    await put('keys.json', pretty(keys.map((one) => one.publicKey)));
    for (const { seq, text } of archive.applications) await put(`applications/${seq}.json`, text);
    for (const { number, pdf } of archive.papers) parts.push(await writePart(dir, `papers/${fileName(number)}.pdf`, bytes(pdf)));
    for (const [n, file] of archive.files.entries()) {
      const opened = await house.files.open(house.db, house.keys, file.id);
      parts.push(await writePart(dir, `files/${String(n + 1).padStart(2, '0')}-${fileName(file.name)}`, opened.bytes));
    }
    const script = readFileSync(join(projectRoot(), 'tools/verify-archive.mjs'), 'utf8');
    await put('verify.mjs', script);
    await put('README.txt', readme);
    const text = canonicalJson({ format: 1, number: archive.number, at: house.clock.now().toISOString(), parts });
    const signer = house.keys.signer();
    const signature = (await house.keys.sign(Buffer.from(`tongban.archive.1\n${text}`, 'utf8'), signer)).toString('hex');
    await writePart(dir, 'index.json', textSource(pretty({ text, signer, signature })));
  });
  report({
    zh: `办件${archive.number}导出到${to}：${archive.papers.length}份文书，${archive.files.length}个文件。进到里面运行node verify.mjs就能核对。`,
    en: `Case ${archive.number} exported to ${to}: ${archive.papers.length} papers, ${archive.files.length} files. Run node verify.mjs in it to verify.`,
  });
}

/** Writes what a person may read of himself: data, drafts, messages, who looked, and every case as an archive of its own. */
export async function exportPerson(house: House, partyId: string, to: string, reason: string, report: Report): Promise<void> {
  const actor = systemActor('export');
  await inTransaction(house.db, async (tx) => {
    const at = house.clock.now();
    await clearView(tx, actor, at, { partyId, what: 'export', reason, ground: { kind: 'system', id: null } });
    await audit(tx, actor, at, { word: 'PERSON_EXPORT', subject: { kind: 'party', id: partyId } });
  });
  const self: Actor = { ...anonymous('zh', 'system'), kind: 'citizen', personId: partyId, name: '' };
  const cases = await casesOf(house, partyId);
  await newFolder(to, async (dir) => {
    const put = (path: string, value: unknown): Promise<Part> => writePart(dir, path, textSource(pretty(value as Json)));
    await put('person.json', await partyFacts(actor, house, partyId, { kind: 'system', id: null }));
    await put('messages.json', await listMessages(house.db, partyId, 100_000));
    await put('who-looked.json', await listViewsOf(house, partyId, { limit: 100_000 }));
    for (const { draftId } of await listMyDrafts(self, house)) await put(`drafts/${draftId}.json`, await getDraft(self, house, draftId));
    for (const { caseId } of cases) {
      const view = await getCaseForParty(self, house, caseId);
      await put(`cases/${fileName(view.number)}.json`, view);
      await exportCase(house, caseId, join(dir, 'cases', fileName(view.number)), { reason, inside: false }, () => undefined);
    }
  });
  report({
    zh: `本人的全部内容导出到${to}：${cases.length}件办件，每件可单独核对。查看记录里写明了这次导出。`,
    en: `Everything of this person exported to ${to}: ${cases.length} cases, each verifiable. The record of looks names this export.`,
  });
}

const pretty = (value: Json): string => `${JSON.stringify(value, null, 1)}\n`;
const fileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}._-]/gu, '_');
async function* bytes(one: Buffer): AsyncIterable<Buffer> {
  yield one;
}

const readme = `这个文件夹是一件办件的全部内容：
case.json 办理经过  applications/ 申请内容  papers/ 文书  files/ 材料  ledger.json 记录链和证明  item-version.json 当时的办事指南
核对：装有Node 20以上和openssl 3，在这里运行 node verify.mjs --key=本市公布的公钥 --roots=外面保存的根记录
没有--key时用keys.json里的公钥，请自己与本市公布的比对。里面有个人信息，请妥善保管。

This folder is everything of one case. To verify it, with Node 20 or later and openssl 3, run here:
node verify.mjs --key=(the public key the city has published) --roots=(a file of roots kept outside)
Without --key the keys of keys.json are taken: compare them yourself. It holds personal data; keep it safe.
`;

const nobody = () =>
  problem(
    'notFound',
    'cli.nobody',
    { zh: '没有找到这个人。', en: 'No such person was found.' },
    { zh: '请核对证件号码或编号。', en: 'Check the number of the document or the id.' },
  );
