/** What stands between a document under edit and its publication: faults, examples, branches nobody tries, doors that cannot draw it. */
import { stringify } from 'yaml';
import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { listDocumentKeys, listRegimes, listSharedBlocks } from '../catalog.sql.ts';
import { checkItem } from '../checks/check-item.ts';
import { situationCoverage } from '../checks/coverage.ts';
import { englishOf } from '../checks/issue-words.ts';
import { exampleFaults, examplesFor } from '../checks/run-examples.ts';
import { itemChoices } from '../contract/item-words.ts';
import type { ItemContent } from '../document/content.ts';
import type { SharedBlocks } from '../document/resolve-item.ts';
import { type DoorLack, doorLacks } from '../doors/door-lacks.ts';
import { regionsNamed } from '../publish/import-catalog.ts';
import { pathOfPositions } from './paths.ts';

/** A fault at its place: the path for the screen, the line for whoever reads the document as text. */
export interface CopyIssue {
  path: string[];
  line: number;
  code: string;
  say: Text;
  weight: 'refuse' | 'hold' | 'note';
}
/** The report of a document under edit. */
export interface CopyReport {
  /** Nothing refuses it and every example comes out as written. */
  sound: boolean;
  issues: CopyIssue[];
  examples: { version: string; name: string; faults: string[] }[];
  coverage: { version: string; total: number; reached: number; untested: { id: string; path: string[]; say: Text }[] }[];
  doors: DoorLack[];
}

/** What every item may refer to, as last imported. */
export async function sharedBlocks(read: Read): Promise<SharedBlocks> {
  const blocks = new Map((await listSharedBlocks(read)).map((row) => [row.kind, JSON.parse(row.content) as unknown]));
  const regimes = Object.fromEntries((await listRegimes(read)).map((row) => [row.key, row.content]));
  return { materials: blocks.get('materials') ?? {}, fields: blocks.get('fields') ?? {}, regimes } as unknown as SharedBlocks;
}

/** Checks a document; answers the report and the contents it would publish. Nothing is written. */
export async function reportOn(
  read: Read,
  document: Json,
  today: string,
): Promise<{ report: CopyReport; contents: ItemContent[]; resolved: ItemContent[] }> {
  const known = await listDocumentKeys(read);
  const key = (document as { key?: string }).key ?? '';
  const keys = new Set([...known.map((one) => one.key), key]);
  // Written without references, so that the text can be read by anybody.
  const text = stringify(document, { lineWidth: 140, aliasDuplicateObjects: false });
  const regions = await regionsNamed(read, [text]);
  const checked = checkItem(key, text, await sharedBlocks(read), today, keys, regions);
  const issues = checked.issues.map((issue): CopyIssue => {
    const path = pathOfPositions(document, issue.path === '' ? [] : issue.path.split('.').map((s) => (/^\d+$/.test(s) ? Number(s) : s)));
    const en = englishOf(issue.code);
    return {
      path,
      line: issue.line,
      code: issue.code,
      weight: issue.weight,
      say: { zh: plainly(issue.say), ...(en === undefined ? {} : { en }) },
    };
  });
  const basic = (document as { basic?: string }).basic;
  const holder = basic === undefined ? undefined : known.find((one) => one.basic === basic && one.key !== key);
  if (holder !== undefined)
    issues.push({
      path: ['basic'],
      line: 1,
      code: 'catalog.basic-taken',
      weight: 'refuse',
      say: { zh: `基本编码${basic}已经是“${holder.key}”的了`, en: englishOf('basic-taken') ?? '' },
    });
  const doors = await doorLacks(read, checked.resolved);
  return {
    report: {
      sound: !issues.some((issue) => issue.weight === 'refuse'),
      issues,
      // With a fault in the structure nothing is evaluated: examples of half a document say nothing.
      ...evaluated(
        checked.verdict === 'refuse' && issues.some((i) => !/example|unreachable|question-/.test(i.code) && i.weight === 'refuse')
          ? []
          : checked.resolved,
        document,
        regions,
      ),
      doors,
    },
    contents: checked.contents,
    resolved: checked.resolved,
  };
}

// Names of members stand in brackets for whoever writes the file; at the screen the place itself is shown.
const plainly = (say: string): string => say.replaceAll(/（[A-Za-z][\w.-]*）/g, '');

/** Identifiers in a fault of an example as people know them. */
function withNames(fault: string, content: ItemContent): string {
  const names = new Map<string, string>([
    ...content.materials.map((m): [string, string] => [m.id, m.name.zh]),
    ...content.conditions.map((c): [string, string] => [c.id, c.text.zh]),
    ...content.questions.map((q): [string, string] => [q.id, q.text.zh]),
    ...itemChoices.outcome.map((o): [string, string] => [String(o.value), o.text.zh]),
  ]);
  return fault.replaceAll(/“?([A-Za-z][\w-]*)”?/g, (whole, id: string) => {
    const name = names.get(id);
    return name === undefined ? whole : `“${name}”`;
  });
}

function evaluated(
  contents: readonly ItemContent[],
  document: Json,
  regions: Awaited<ReturnType<typeof regionsNamed>>,
): Pick<CopyReport, 'examples' | 'coverage'> {
  const handlings = (document as { handlings?: { key?: string }[] }).handlings ?? [];
  return {
    examples: contents.flatMap((content) =>
      examplesFor(content).map((example) => ({
        version: content.key,
        name: example.name,
        faults: exampleFaults(content, example, regions).map((fault) => withNames(fault, content)),
      })),
    ),
    coverage: contents.map((content) => {
      const { branches, total, reached } = situationCoverage(content, regions);
      const at = handlings.findIndex((handling) => handling.key === content.handling.key);
      return {
        version: content.key,
        total,
        reached,
        untested: branches
          .filter((branch) => !branch.reached)
          .map((branch) => ({ id: branch.id, say: branch.say, path: pathOfPositions(document, ['handlings', at, ...branch.path]) })),
      };
    }),
  };
}
