import type { ItemContent } from '../document/content.ts';
import type { ItemDocument } from '../document/item.format.ts';
import { issueAt, type DocPath, type Issue, type ReadDocument } from '../document/read-yaml.ts';

/** What a check looks at: the resolved content, and the document it came from for file and line. */
export interface CheckContext {
  content: ItemContent;
  document: ItemDocument;
  read: ReadDocument;
  handlingIndex: number;
  overlayIndex: number;
  /** Day of the check, for review dates that have passed. */
  today: string;
  /** Keys of all items known, for references to another item. */
  itemKeys: ReadonlySet<string>;
  /** How regions lie in one another, for examples with rules like “户籍在本市”; without it they stay unknown. */
  regions?: ((code: string) => readonly string[] | undefined) | undefined;
}

/** A check: pure, returns its issues. */
export type Check = (context: CheckContext) => Issue[];

/** Collects issues of one check with short paths below the handling. */
export function collector(context: CheckContext): {
  issues: Issue[];
  here: (path: DocPath, code: string, say: string, weight?: Issue['weight']) => void;
  top: (path: DocPath, code: string, say: string, weight?: Issue['weight']) => void;
} {
  const issues: Issue[] = [];
  return {
    issues,
    here: (path, code, say, weight) =>
      issues.push(issueAt(context.read, ['handlings', context.handlingIndex, ...path], `catalog.${code}`, say, weight)),
    top: (path, code, say, weight) => issues.push(issueAt(context.read, path, `catalog.${code}`, say, weight)),
  };
}
