/** Every rule that never bends has a named test, every named test a plant, and the page about the house says so truly. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { plant } from './plant.ts';

const root = resolve(import.meta.dirname, '..');
const rules = Array.from({ length: 13 }, (_, i) => `I${i + 1}`);

/** A test as it stands in the source: whose rule it shows, and which functions it calls. */
type Shown = { file: string; rules: string[]; title: string; plant: boolean; calls: Set<string>; planted: Set<string> };

const rulesIn = (title: string): string[] => /^I\d+(?:(?:,| and|:| ) ?I\d+)*/.exec(title)?.[0].match(/I\d+/g) ?? [];
const wordOf = (title: string): string => title.replace(/^I\d+(?:(?:,| and) I\d+)*:? /, '');

/** The function a call calls: `check`, `t.check` is `check`. */
function called(call: ts.CallExpression): string | undefined {
  const f = call.expression;
  return ts.isIdentifier(f) ? f.text : ts.isPropertyAccessExpression(f) ? f.name.text : undefined;
}
/** Names of everything called inside a node; `aside` are calls not looked into. */
function callsIn(node: ts.Node, into: Set<string> = new Set()): Set<string> {
  if (ts.isCallExpression(node)) {
    const name = called(node);
    if (name !== undefined) into.add(name);
  }
  ts.forEachChild(node, (child) => void callsIn(child, into));
  return into;
}

/** All tests of a file that begin with a rule, or stand under a heading that does. */
function testsOf(file: string, text: string): Shown[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  // What a helper of the file calls, so that a check counts as called where a helper calls it.
  const own = new Map<string, Set<string>>();
  const found: Shown[] = [];
  const helpers = (node: ts.Node): void => {
    const body = ts.isFunctionDeclaration(node)
      ? node
      : ts.isVariableDeclaration(node) && node.initializer && ts.isArrowFunction(node.initializer)
        ? node.initializer
        : undefined;
    const name = (node as { name?: ts.Node }).name;
    if (body && name && ts.isIdentifier(name)) own.set(name.text, callsIn(body));
    ts.forEachChild(node, helpers);
  };
  helpers(source);
  const visit = (node: ts.Node, heading: string[]): void => {
    let under = heading;
    if (ts.isCallExpression(node)) {
      // `it('…')`, `it.each(…)('…')`, `test.runIf(…)('…')`
      let f: ts.Expression = node.expression;
      while (ts.isCallExpression(f) || ts.isPropertyAccessExpression(f)) f = f.expression;
      const kind = ts.isIdentifier(f) ? f.text : '';
      const [first, ...rest] = node.arguments;
      if (['it', 'test', 'describe'].includes(kind) && first && rest.length > 0 && ts.isStringLiteralLike(first)) collect(kind, first.text);
      else if (['it', 'test'].includes(kind) && first && rest.length > 0 && ts.isTemplateExpression(first))
        collect(kind, first.getText(source));
    }
    function collect(kind: string, title: string): void {
      const said = rulesIn(title);
      if (kind === 'describe') {
        under = said.length > 0 ? said : heading;
        return;
      }
      const shows = said.length > 0 ? said : heading;
      if (shows.length === 0) return;
      const planted = new Set<string>();
      const inPlants = (n: ts.Node): void => {
        if (ts.isCallExpression(n) && called(n) === 'plant')
          for (const arg of n.arguments)
            if (ts.isIdentifier(arg)) planted.add(arg.text);
            else callsIn(arg, planted);
        ts.forEachChild(n, inPlants);
      };
      inPlants(node);
      for (const name of new Set(planted)) for (const deeper of own.get(name) ?? []) planted.add(deeper);
      const calls = callsIn(node);
      for (const name of new Set(calls)) for (const deeper of own.get(name) ?? []) calls.add(deeper);
      found.push({ file, rules: shows, title: wordOf(title.replace(/^`|`$/g, '')), plant: /^plant: /.test(wordOf(title)), calls, planted });
    }
    ts.forEachChild(node, (child) => visit(child, under));
  };
  visit(source, []);
  return found;
}

/** A row of the table: a rule, what is shown, what is planted, and where. */
type Row = { rule: string; shown: string; planted: string; file: string };
function tableOf(page: string): Row[] {
  const part = page.slice(page.indexOf('## What proves it'));
  return [...part.matchAll(/^\| (I\d+)[^|]*\| ([^|]+) \| ([^|]+) \| `([^`]+)` \|$/gm)].map((m) => ({
    rule: m[1] ?? '',
    shown: (m[2] ?? '').trim(),
    planted: (m[3] ?? '').trim(),
    file: m[4] ?? '',
  }));
}

/** Calls that are no checks: they are everywhere. */
const everywhere = new Set([
  'expect',
  'toEqual',
  'toBe',
  'plant',
  'newId',
  'ok',
  'map',
  'filter',
  'flatMap',
  'some',
  'entries',
  'stringify',
  'replace',
  'sql',
  'run',
  'all',
  'join',
  'from',
  'ask',
  'one',
  'many',
  'randomUUID',
  'inTransaction',
  'reached',
  'not',
  'toBeGreaterThan',
  'push',
  'get',
  'has',
  'includes',
  'goto',
  'keys',
  'values',
  'slice',
]);

/** The list under the table: what else shows a rule, by file. */
function moreOf(rows: readonly Row[], tests: readonly Shown[]): string {
  const lines = rules.flatMap((rule) => {
    const files = [...new Set(tests.filter((t) => t.rules.includes(rule)).map((t) => t.file))]
      .filter((file) => !rows.some((row) => row.rule === rule && row.file === file))
      .toSorted();
    return files.length === 0 ? [] : [`- ${rule}: ${files.map((file) => `\`${file}\``).join(', ')}`];
  });
  return `<!-- more: made by tools/rules.test.ts -->\n${lines.join('\n')}\n<!-- /more -->`;
}

/** Where the page and the tests do not agree, and where a test has no plant that runs the same check. */
function disagreements(page: string, tests: readonly Shown[]): string[] {
  const rows = tableOf(page);
  const named = (row: Row, title: string, isPlant: boolean): Shown | undefined =>
    tests.find((t) => t.file === row.file && t.rules.includes(row.rule) && t.plant === isPlant && t.title === title);
  return [
    ...rules.filter((rule) => !rows.some((row) => row.rule === rule)).map((rule) => `${rule} has no row`),
    ...rows.flatMap((row) => {
      const shown = named(row, row.shown, false);
      const planted = named(row, `plant: ${row.planted}`, true);
      if (shown === undefined) return [`${row.rule}: no test “${row.shown}” in ${row.file}`];
      if (planted === undefined) return [`${row.rule}: no plant “${row.planted}” in ${row.file}`];
      const same = [...planted.planted].filter((name) => shown.calls.has(name) && !everywhere.has(name));
      return same.length > 0 ? [] : [`${row.rule}: the plant “${row.planted}” does not run the check of “${row.shown}”`];
    }),
    ...tests
      .filter(
        (t) => t.plant && !rows.some((row) => row.file === t.file && t.rules.includes(row.rule) && `plant: ${row.planted}` === t.title),
      )
      .map((t) => `${t.rules.join()}: the plant “${t.title}” of ${t.file} has no row`),
    ...[...page.matchAll(/^- (I\d+): (.*)$/gm)].flatMap(([, rule = '', files = '']) =>
      [...files.matchAll(/`([^`]+)`/g)]
        .filter(([, file]) => !tests.some((t) => t.file === file && t.rules.includes(rule)))
        .map(([, file]) => `${file} shows nothing of ${rule}`),
    ),
  ];
}

let page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const tests = ['src', 'e2e', 'tools'].flatMap((place) =>
  readdirSync(join(root, place), { recursive: true })
    .map((file) => join(place, String(file)))
    .filter((file) => /\.(test|spec)\.tsx?$/.test(file) && existsSync(join(root, file)))
    .flatMap((file) => testsOf(file, readFileSync(join(root, file), 'utf8'))),
);

if (process.env['UPDATE_DOCS'] === '1') {
  const written = page.replace(/<!-- more:[\s\S]*<!-- \/more -->/, () => moreOf(tableOf(page), tests));
  writeFileSync(join(root, 'ARCHITECTURE.md'), written);
  page = written;
}

test('every rule has a named test with a plant that runs the same check, and ARCHITECTURE.md names them all', () => {
  expect([...new Set(tests.flatMap((t) => t.rules))].toSorted()).toEqual(rules.toSorted());
  expect(disagreements(page, tests)).toEqual([]);
});

test('a rule without a row, a test renamed, a plant taken out, a plant of nothing, one without a row and a file that shows nothing are each seen', async () => {
  const [row] = tableOf(page);
  if (row === undefined) throw new Error('the table has no row');
  await plant('no row', () => disagreements(page.replaceAll(/^\| I5 .*\n/gm, ''), tests));
  await plant('renamed', () =>
    disagreements(
      page,
      tests.map((t) => (t.title === row.shown ? { ...t, title: `${t.title} or so` } : t)),
    ),
  );
  await plant('taken out', () =>
    disagreements(
      page,
      tests.filter((t) => t.title !== `plant: ${row.planted}`),
    ),
  );
  await plant('of nothing', () =>
    disagreements(
      page,
      tests.map((t) => (t.plant ? { ...t, planted: new Set(['expect']) } : t)),
    ),
  );
  await plant('nothing of it', () => disagreements(`${page}\n- I3: \`src/rules.test.ts\`, \`src/new.test.ts\`\n`, tests));
  const extra = testsOf('src/new.test.ts', "test('I3 plant: something new', () => {});");
  await plant('a plant without a row', () => disagreements(page, [...tests, ...extra]));
});
