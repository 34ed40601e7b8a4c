/** One document in, its contents out, or why not: file, line and reason. */
import type { ItemContent } from '../document/content.ts';
import { upgradeDocument, type ItemDocument } from '../document/item.format.ts';
import { readYaml, type Issue, type ReadDocument } from '../document/read-yaml.ts';
import { resolveItem, type SharedBlocks } from '../document/resolve-item.ts';
import { schemaIssues } from '../document/schema-issues.ts';
import { checkCodes } from './check-codes.ts';
import { checkConsistency } from './check-consistency.ts';
import type { Check, CheckContext } from './check-context.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkForm } from './check-form.ts';
import { checkQuestions } from './check-questions.ts';
import { checkTwoLegs } from './check-two-legs.ts';
import { checkExamples } from './run-examples.ts';

/** What became of one document. */
export interface CheckedItem {
  file: string;
  key: string | null;
  document: ItemDocument | null;
  /** Resolved contents; empty when refused. */
  contents: ItemContent[];
  /** What it would be, as far as it can be put together: for the report of a document under edit. */
  resolved: ItemContent[];
  issues: Issue[];
  verdict: 'publish' | 'hold' | 'refuse';
}

/** Checks that need no evaluation run first; what evaluates runs only on documents whose expressions are sound. */
const structural: readonly Check[] = [checkConsistency, checkTwoLegs, checkCodes, checkForm, checkExpressions];
const evaluating: readonly Check[] = [checkQuestions, checkExamples];

/** Reads, resolves and checks one item document. Never throws for what is in it. */
export function checkItem(
  file: string,
  text: string,
  shared: SharedBlocks,
  today: string,
  itemKeys: ReadonlySet<string> = new Set(),
  regions?: CheckContext['regions'],
): CheckedItem {
  const read = readYaml(file, text);
  let resolved: ItemContent[] = [];
  const refused = (issues: Issue[], key: string | null = null, document: ItemDocument | null = null): CheckedItem => ({
    file,
    key,
    document,
    contents: [],
    resolved,
    issues,
    verdict: 'refuse',
  });
  if (read.issues.length > 0) return refused(read.issues);
  if (read.value === null || typeof read.value !== 'object' || Array.isArray(read.value))
    return refused([{ file, line: 1, path: '', code: 'catalog.schema', say: '这个文件不是一份事项', weight: 'refuse' }]);
  const upgraded: ReadDocument = { ...read, value: upgradeDocument(read.value as Record<string, unknown>) };
  const schema = schemaIssues('item', upgraded);
  if (schema.length > 0) return refused(schema, keyOf(upgraded.value));
  const document = upgraded.value as ItemDocument;
  const { items, issues } = resolveItem(document, upgraded, shared);
  resolved = items.map((item) => item.content);
  if (issues.length > 0) return refused(issues, document.key, document);
  const run = (checks: readonly Check[]): Issue[] =>
    items.flatMap((item) => {
      const context: CheckContext = { ...item, document, read: upgraded, today, itemKeys, regions };
      return checks.flatMap((check) => check(context));
    });
  const found = run(structural);
  if (!found.some((i) => i.weight === 'refuse')) found.push(...run(evaluating));
  const unique = dedupe(found);
  if (unique.some((i) => i.weight === 'refuse')) return refused(unique, document.key, document);
  const held = unique.some((i) => i.weight === 'hold');
  return { file, key: document.key, document, contents: resolved, resolved, issues: unique, verdict: held ? 'hold' : 'publish' };
}

// Overlays share most of a document, so the same fault shows up once per overlay.
function dedupe(issues: Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues
    .filter((issue) => {
      const id = `${issue.line}|${issue.code}|${issue.say}`;
      return seen.has(id) ? false : (seen.add(id), true);
    })
    .sort((a, b) => a.line - b.line);
}

const keyOf = (value: unknown): string | null => {
  const key = (value as { key?: unknown }).key;
  return typeof key === 'string' ? key : null;
};
