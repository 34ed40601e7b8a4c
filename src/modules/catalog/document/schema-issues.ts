/** Schema faults in plain Chinese, each at its line. */
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { itemDocumentSchema } from './item.format.ts';
import { issueAt, type DocPath, type Issue, type ReadDocument } from './read-yaml.ts';
import { regimesSchema } from './regime.format.ts';
import { sharedFieldsSchema, sharedMaterialsSchema } from './shared.format.ts';

const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
const validators = {
  item: ajv.compile(itemDocumentSchema),
  regimes: ajv.compile(regimesSchema),
  materials: ajv.compile(sharedMaterialsSchema),
  fields: ajv.compile(sharedFieldsSchema),
};

const kinds: Record<string, string> = {
  string: '一段文字（数字和日期要加引号）',
  integer: '一个整数',
  number: '一个数',
  boolean: 'true或false',
  array: '一个列表',
  object: '一组键和值',
  null: '空（null）',
};

/** Checks a document against a schema of this module. */
export function schemaIssues(which: keyof typeof validators, document: ReadDocument): Issue[] {
  const validate = validators[which];
  if (validate(document.value)) return [];
  const errors = validate.errors ?? [];
  // A union reports every branch; the reader only needs to know that none fits.
  const unions = errors.filter((e) => e.keyword === 'anyOf').map((e) => e.instancePath);
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const error of errors) {
    const inUnion = unions.some((path) => error.instancePath === path || error.instancePath.startsWith(`${path}/`));
    if (
      error.keyword === 'anyOf'
        ? errors.some((e) => e.instancePath.startsWith(`${error.instancePath}/`))
        : inUnion && !isDeep(error, unions)
    )
      continue;
    const path = pathOf(error, document.value);
    const say = words(error);
    const id = `${path.join('.')}|${say}`;
    if (seen.has(id)) continue;
    seen.add(id);
    issues.push(issueAt(document, path, 'catalog.schema', say));
  }
  return issues.sort((a, b) => a.line - b.line);
}

// Inside a union the deeper errors are the useful ones (the branch the writer meant); those at its own level are noise.
function isDeep(error: ErrorObject, unions: string[]): boolean {
  return unions.some((path) => error.instancePath.startsWith(`${path}/`));
}

function pathOf(error: ErrorObject, root: unknown): DocPath {
  const path: (string | number)[] = [];
  let at: unknown = root;
  for (const raw of error.instancePath.split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(at) ? Number(step) : step;
    path.push(key);
    at = (at as Record<string | number, unknown> | undefined)?.[key];
  }
  if (error.keyword === 'additionalProperties') path.push((error.params as { additionalProperty: string }).additionalProperty);
  return path;
}

function words(error: ErrorObject): string {
  const own = (error.parentSchema as { say?: string } | undefined)?.say;
  const at = error.instancePath.split('/').at(-1) ?? '';
  const name = /^\d*$/.test(at) ? '这一项' : `“${at}”`;
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return `缺少“${String(params['missingProperty'])}”`;
    case 'additionalProperties':
      return `不认识“${String(params['additionalProperty'])}”，请看写法说明，是不是拼错了`;
    case 'type':
      return (
        own ??
        `${name}应当是${[params['type']]
          .flat()
          .map((t) => kinds[String(t)] ?? String(t))
          .join('或')}`
      );
    case 'enum':
      return own ?? `${name}只能是：${(params['allowedValues'] as unknown[]).join('、')}`;
    case 'const':
      return own ?? `${name}只能写${JSON.stringify(params['allowedValue'])}`;
    case 'minItems':
      return own ?? `${name}至少要有${String(params['limit'])}项`;
    case 'minLength':
      return `${name}不能空着`;
    case 'minimum':
      return `${name}不能小于${String(params['limit'])}`;
    case 'maximum':
      return `${name}不能大于${String(params['limit'])}`;
    default:
      return own ?? `${name}的写法不对`;
  }
}
