/** Reads demo/catalog/shared/{materials,fields,regimes}.yaml or a site's own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readYaml, type Issue } from './read-yaml.ts';
import type { SharedBlocks } from './resolve-item.ts';
import { schemaIssues } from './schema-issues.ts';

/** Loads the shared blocks. A broken file comes back as issues and counts as empty, so that every item using it is named. */
export async function readShared(dir: string): Promise<{ shared: SharedBlocks; issues: Issue[] }> {
  const issues: Issue[] = [];
  const load = async (name: 'materials' | 'fields' | 'regimes'): Promise<unknown> => {
    const file = `shared/${name}.yaml`;
    let text: string;
    try {
      text = await readFile(join(dir, file), 'utf8');
    } catch {
      issues.push({ file, line: 1, path: '', code: 'catalog.shared-missing', say: `找不到${file}`, weight: 'refuse' });
      return {};
    }
    const read = readYaml(file, text);
    const found = read.issues.length > 0 ? read.issues : schemaIssues(name, read);
    issues.push(...found);
    return found.length > 0 ? {} : read.value;
  };
  const [materials, fields, regimes] = [await load('materials'), await load('fields'), await load('regimes')];
  return { shared: { materials, fields, regimes } as SharedBlocks, issues };
}
