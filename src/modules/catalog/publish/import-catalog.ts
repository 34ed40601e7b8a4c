/** `tongban import items DIR`: reads a folder of item documents and publishes what is sound. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor, type Actor } from '#platform/actor';
import { shanghaiDate } from '#platform/clock';
import { inTransaction, type Read } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { listAncestors } from '#places';
import { listDocumentKeys, saveBaseItem, saveCodes, saveSharedBlocks } from '../catalog.sql.ts';
import { checkItem, type CheckedItem } from '../checks/check-item.ts';
import type { Issue } from '../document/read-yaml.ts';
import { readShared } from '../document/read-shared.ts';
import { publishVersion, type Published } from './publish-version.ts';
import { saveRegimes } from './save-regimes.ts';

/** What an import did, document by document. */
export interface ImportReport {
  /** New versions in force. */
  published: { file: string; key: string; versionId: string; number: number }[];
  /** Documents that were the same, byte for byte. */
  unchanged: string[];
  /** Loaded but kept from the doors, with the reason (fees). */
  held: { file: string; key: string; reason: string }[];
  /** Not loaded. */
  refused: { file: string; key: string | null; issues: Issue[] }[];
  /** Things worth knowing that refuse nothing. */
  notes: Issue[];
  counts: { documents: number; published: number; unchanged: number; held: number; refused: number };
}

export interface ImportOptions {
  actor?: Actor;
  /** Drafts begun on the replaced version may still be submitted with it until this day. */
  keepForDraftsUntil?: string;
  /** What was withdrawn or edited by hand stays as it is (a start that brings new documents); otherwise the file wins. */
  keepWithdrawn?: boolean;
}

/** Reads all documents without writing anything: what an import would say. With `read`, examples know the regions on record. */
export async function checkCatalog(
  dir: string,
  today: string,
  read?: Read,
): Promise<{ checked: CheckedItem[]; shared: Awaited<ReturnType<typeof readShared>> }> {
  const shared = await readShared(dir);
  const folder = join(dir, 'items');
  const files = (await readdir(folder).catch(() => [] as string[])).filter((f) => /\.ya?ml$/.test(f)).sort();
  const texts = await Promise.all(files.map(async (file) => ({ file: `items/${file}`, text: await readFile(join(folder, file), 'utf8') })));
  const keys = new Set(texts.map(({ text }) => /^key:\s*["']?([a-z0-9-]+)/m.exec(text)?.[1]).filter((k) => k !== undefined));
  const regions =
    read === undefined
      ? undefined
      : await regionsNamed(
          read,
          texts.map(({ text }) => text),
        );
  const checked = texts.map(({ file, text }) => checkItem(file, text, shared.shared, today, keys, regions));
  const firstOf = new Map<string, string>();
  for (const item of checked) {
    if (item.key === null) continue;
    const first = firstOf.get(item.key);
    if (first === undefined) firstOf.set(item.key, item.file);
    else {
      item.verdict = 'refuse';
      item.contents = [];
      item.issues.push({
        file: item.file,
        line: 1,
        path: 'key',
        code: 'catalog.duplicate-id',
        say: `“${item.key}”已经在${first}里写过了`,
        weight: 'refuse',
      });
    }
  }
  return { checked, shared };
}

/** Paths of the regions that documents with region rules name. */
export async function regionsNamed(read: Read, texts: readonly string[]): Promise<(code: string) => readonly string[] | undefined> {
  const codes = new Set(
    texts.filter((text) => text.includes('regionWithin')).flatMap((text) => text.match(/(?<=["'])\d{6}(?:\d{3}|\d{6})?(?=["'])/g) ?? []),
  );
  const paths = new Map<string, readonly string[]>();
  for (const code of codes) {
    const path = (await listAncestors(read, code)).map((region) => region.code);
    if (path.length > 0) paths.set(code, path);
  }
  return (code) => paths.get(code);
}

/** Imports a folder. A broken document is refused with line and reason; each sound one is one transaction of its own. */
export async function importCatalog(house: House, dir: string, options: ImportOptions = {}): Promise<ImportReport> {
  const actor = options.actor ?? systemActor('catalog import');
  const at = house.clock.now();
  const today = shanghaiDate(at);
  const { checked, shared } = await checkCatalog(dir, today, house.db);
  const report: ImportReport = {
    published: [],
    unchanged: [],
    held: [],
    refused: [],
    notes: [],
    counts: { documents: checked.length, published: 0, unchanged: 0, held: 0, refused: 0 },
  };
  const regimeIssues = await inTransaction(house.db, async (tx) => {
    // What items of the desk refer to; a broken file leaves the blocks that were there.
    for (const kind of ['materials', 'fields'] as const)
      if (!shared.issues.some((issue) => issue.file.includes(kind))) await saveSharedBlocks(tx, at, kind, shared.shared[kind] as Json);
    return saveRegimes(tx, at, shared.shared.regimes);
  });
  const edited = new Set((await listDocumentKeys(house.db)).filter((one) => one.edited).map((one) => one.key));
  const sharedIssues = [...shared.issues, ...regimeIssues];
  if (sharedIssues.length > 0) report.refused.push({ file: sharedIssues[0]?.file ?? 'shared', key: null, issues: sharedIssues });
  const changedRegimes = new Set(regimeIssues.map((issue) => issue.path));
  for (const item of checked) {
    report.notes.push(...item.issues.filter((i) => i.weight === 'note'));
    const stale = item.contents.find((c) => changedRegimes.has(c.regime.key));
    if (item.verdict === 'refuse' || item.document === null || stale !== undefined) {
      report.refused.push({ file: item.file, key: item.key, issues: stale === undefined ? item.issues : regimeIssues });
      continue;
    }
    // Somebody has worked on it at the desk since: files that come with a new programme do not undo that.
    if (options.keepWithdrawn === true && item.key !== null && edited.has(item.key)) {
      report.unchanged.push(item.key);
      continue;
    }
    const done = await publishItem(house, actor, item, options);
    for (const one of done) {
      if (one.versionId === null || one.number === null)
        report.held.push({ file: item.file, key: one.key, reason: holdReason(item) ?? '' });
      else if (one.made) report.published.push({ file: item.file, key: one.key, versionId: one.versionId, number: one.number });
      else report.unchanged.push(one.key);
    }
  }
  Object.assign(report.counts, {
    published: report.published.length,
    unchanged: report.unchanged.length,
    held: report.held.length,
    refused: report.refused.filter((r) => r.file.startsWith('items/')).length,
  });
  house.log.info({ counts: report.counts }, 'catalogue imported');
  return report;
}

async function publishItem(house: House, actor: Actor, item: CheckedItem, options: ImportOptions): Promise<Published[]> {
  const { document } = item;
  if (document === null) return [];
  return inTransaction(house.db, async (tx) => {
    const at = house.clock.now();
    const first = item.contents[0];
    const baseItemId = await saveBaseItem(tx, at, {
      key: document.key,
      name: first?.item.name.zh ?? document.key,
      legalName: first?.item.legalName.zh ?? null,
      department: document.department,
      origin: 'document',
      document: document as unknown as Json,
      file: item.file,
    });
    if (document.basic !== undefined)
      await saveCodes(tx, shanghaiDate(at), { kind: 'base', id: baseItemId }, [{ scheme: 'basic-12', value: document.basic }]);
    const done: Published[] = [];
    for (const content of item.contents)
      done.push(
        await publishVersion(tx, actor, house, content, {
          baseItemId,
          hold: content.fee === null ? null : holdReason(item),
          keepForDraftsUntil: options.keepForDraftsUntil ?? null,
          keepWithdrawn: options.keepWithdrawn ?? false,
        }),
      );
    return done;
  });
}

const holdReason = (item: CheckedItem): string | null => item.issues.find((i) => i.weight === 'hold')?.say ?? null;
