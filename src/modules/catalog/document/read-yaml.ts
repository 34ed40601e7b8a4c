/** Reads YAML and remembers where everything stood, so that every fault can name file and line. */
import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, type Node } from 'yaml';

/** Steps into a document, e.g. ['handlings', 0, 'materials', 2]. */
export type DocPath = readonly (string | number)[];

/** One fault of a document: where it stands and why it is refused, in plain Chinese. */
export interface Issue {
  file: string;
  line: number;
  /** Path in the document, for machines and for the editor screens. */
  path: string;
  code: string;
  say: string;
  /** `refuse` keeps the item out; `hold` loads it unpublished; `note` only tells. */
  weight: 'refuse' | 'hold' | 'note';
}

export interface ReadDocument {
  file: string;
  value: unknown;
  issues: Issue[];
  lineOf(path: DocPath): number;
}

/** Parses one YAML file. A syntax error is an issue with its line, never an exception. */
export function readYaml(file: string, text: string): ReadDocument {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true, strict: true });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  const issues: Issue[] = document.errors.map((error) => ({
    file,
    line: error.linePos?.[0].line ?? lineAt(error.pos[0]),
    path: '',
    code: error.code === 'DUPLICATE_KEY' ? 'catalog.duplicate-key' : 'catalog.yaml',
    say: error.code === 'DUPLICATE_KEY' ? '同一层里有两个一样的键，请去掉一个' : `YAML写法读不懂：${error.message.split('\n')[0]}`,
    weight: 'refuse',
  }));
  const lineOf = (path: DocPath): number => {
    let node: unknown = document.contents;
    let line = 1;
    const see = (n: unknown): void => {
      const range = (n as Node | null)?.range;
      if (range) line = lineAt(range[0]);
    };
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step));
        if (pair === undefined) break;
        // The key is where a reader looks, even when its value starts on the next line.
        see(pair.key);
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
        node = node.items[step];
        see(node);
      } else break;
    }
    return line;
  };
  let value: unknown;
  if (issues.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 50 });
    } catch {
      issues.push({ file, line: 1, path: '', code: 'catalog.yaml', say: 'YAML里的引用（*）太多或绕成了圈，请写开', weight: 'refuse' });
    }
  }
  return { file, value, issues, lineOf };
}

/** Makes an issue at a path of a document. */
export function issueAt(document: ReadDocument, path: DocPath, code: string, say: string, weight: Issue['weight'] = 'refuse'): Issue {
  return { file: document.file, line: document.lineOf(path), path: path.join('.'), code, say, weight };
}
