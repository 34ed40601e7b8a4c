import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const project = resolve(import.meta.dirname, '..');
type Finding = { file: string; line?: number; say: string };
type Check = (options: { root: string }) => Finding[];
const check = async (name: string): Promise<Check> => ((await import(/* @vite-ignore */ `./checks/${name}.mjs`)) as { run: Check }).run;

let root = '';
const write = (file: string, text: string) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

/** A small sound house, and beside it one planted violation a file: file → the text and what must be said about it. */
const sound: Record<string, string> = {
  'src/main.ts': "import './compose.ts';\n",
  'src/compose.ts': "import '#cases';\nimport '#platform/db';\nimport { desk } from './channels/desk/index.ts';\nexport { desk };\n",
  'src/platform/db/index.ts': "import 'pg';\nexport const db = 1;\n",
  'src/platform/text/index.ts': 'export const say = 1;\nexport type Text = string;\n',
  'src/platform/clock/index.ts': 'export const now = () => new Date();\n',
  'src/modules/places/index.ts': "export { find } from './find.ts';\n",
  'src/modules/places/README.md': '# places\n',
  'src/modules/places/find.fixtures.ts': 'export const f = 1;\n',
  'src/modules/places/find.ts': "import '#platform/db';\nexport const find = 1;\n",
  'src/modules/places/contract.ts': "import '#platform/text';\nexport const shape = 1;\n",
  'src/modules/places/find.sql.ts':
    'const sql = (x: TemplateStringsArray) => x;\nexport const all = sql`select id from places.region where at < $1`; // from cases.file is only a word here\n',
  'src/modules/identity/index.ts': "import '#places';\n",
  'src/modules/identity/README.md': '# identity\n',
  'src/modules/cases/index.ts': "import '#places';\nimport '#identity';\n",
  'src/modules/cases/README.md': '# cases\n',
  'src/kit/plain/index.ts': "import '#platform/text';\nexport const plain = 1;\n",
  'src/kit/desk/index.ts': "import '#kit/plain';\nexport const wide = 1;\n",
  'src/kit/tokens.css': ':root { --ink: #123456; --corner: 4px; }\n',
  'src/channels/desk/index.ts': "import '#kit/desk';\nimport '#cases';\nexport const desk = 1;\n",
  'src/channels/desk/app/main.ts':
    "import '#contracts/places';\nimport '#platform/text';\nimport type { db } from '#platform/db';\nexport type D = typeof db;\n",
  'src/channels/desk/app/desk.css': 'a { color: var(--ink); border-radius: var(--corner) 0; }\n#add { margin: 0 }\n',
};

const plants: Record<string, { text: string; check: string; red: RegExp }> = {
  'src/platform/text/up.ts': { text: "import '#cases';\n", check: 'walls', red: /^floor-platform/ },
  'src/modules/places/up.ts': { text: "import '#kit/plain';\n", check: 'walls', red: /^floor-modules/ },
  'src/modules/places/channel.ts': { text: "import '../../channels/desk/index.ts';\n", check: 'walls', red: /^floor-modules/ },
  'src/kit/plain/domain.ts': { text: "import '#places';\n", check: 'walls', red: /^floor-kit/ },
  'src/channels/desk/compose.ts': { text: "import '../../compose.ts';\n", check: 'walls', red: /^floor-channels/ },
  'src/cli/domain.ts': { text: "import '#places';\n", check: 'walls', red: /^floor-cli/ },
  'src/modules/identity/needs.ts': { text: "import '#cases';\n", check: 'walls', red: /^needs-identity/ },
  'src/modules/places/needs-type.ts': {
    text: "import type { x } from '#identity';\nexport type X = typeof x;\n",
    check: 'walls',
    red: /^needs-places/,
  },
  'src/modules/newcomer/index.ts': { text: "import '#platform/db';\n", check: 'walls', red: /^unknown-module/ },
  'src/modules/cases/inside.ts': { text: "import '../places/find.ts';\n", check: 'walls', red: /^through-the-door/ },
  'src/modules/cases/dots.ts': { text: "import '../places/index.ts';\n", check: 'walls', red: /^spelled-with-a-hash/ },
  'src/platform/text/dots.ts': { text: "import '../clock/index.ts';\n", check: 'walls', red: /^spelled-with-a-hash/ },
  'src/compose-extra.ts': { text: "import './modules/places/find.ts';\n", check: 'walls', red: /^through-the-door-top/ },
  'src/channels/portal/neighbour.ts': { text: "import '../desk/index.ts';\n", check: 'walls', red: /^channels-apart/ },
  'src/kit/plain/wall.ts': { text: "import '#kit/desk';\n", check: 'walls', red: /^kit-wall/ },
  'src/channels/portal/wide.ts': { text: "import '#kit/desk';\n", check: 'walls', red: /^kit-desk-at-desk/ },
  'src/channels/desk/app/server.ts': { text: "import '#cases';\n", check: 'walls', red: /^browser-modules/ },
  'src/channels/portal/islands/db.ts': { text: "import '#platform/clock';\n", check: 'walls', red: /^browser-platform/ },
  'src/channels/portal/islands/node.ts': { text: "import 'node:fs';\n", check: 'walls', red: /^browser-node/ },
  'src/modules/cases/contract.ts': { text: "import './hidden.sql.ts';\n", check: 'walls', red: /^contract-light/ },
  'src/modules/cases/raw.ts': { text: "import 'pg';\n", check: 'walls', red: /^home-0/ },
  'src/platform/clock/worker.ts': { text: "import 'graphile-worker';\n", check: 'walls', red: /^home-1/ },
  'src/platform/clock/http.ts': { text: "import 'fastify';\n", check: 'walls', red: /^home-2/ },
  'src/channels/portal/aria.ts': { text: "import '@tanstack/react-query';\n", check: 'walls', red: /^home-3/ },
  'src/modules/cases/sm.ts': { text: "import 'sm-crypto-v2';\n", check: 'walls', red: /^home-4/ },
  'src/modules/cases/cases.routes.ts': { text: "import './hidden.sql.ts';\n", check: 'walls', red: /^routes-no-sql/ },
  'src/channels/desk/query.ts': { text: "import './own.sql.ts';\n", check: 'walls', red: /^channels-no-sql/ },
  'src/modules/cases/accept-case.ts': { text: "import 'fastify';\n", check: 'walls', red: /^modules-no-http/ },
  'src/modules/cases/page.ts': { text: "import 'react';\n", check: 'walls', red: /^no-network-library-in-verbs/ },
  'src/modules/places/lean.ts': { text: "import './find.test.ts';\n", check: 'walls', red: /^no-test-in-product/ },
  'src/modules/places/shared.ts': { text: "import './find.fixtures.ts';\n", check: 'walls', red: /^no-test-in-product/ },
  'src/modules/places/loop-a.ts': { text: "import { b } from './loop-b.ts';\nexport const a = b;\n", check: 'walls', red: /^no-loop/ },
  'src/modules/places/lost.ts': { text: "import '#nowhere';\n", check: 'walls', red: /^resolvable/ },
  'src/modules/places/dev.ts': { text: "import 'axe-core';\n", check: 'walls', red: /^declared/ },

  'src/modules/cases/list.ts': {
    text: 'const q = `select id from cases.file where x = 1`;\nexport default q;\n',
    check: 'sql',
    red: /SQL belongs/,
  },
  'src/modules/cases/write.ts': { text: "export const q = 'insert into cases.file values (1)';\n", check: 'sql', red: /SQL belongs/ },
  'src/modules/cases/hidden.sql.ts': {
    text: 'const sql = String.raw;\nexport const q = sql`select 1 from cases.file f join places.region r on true`;\n',
    check: 'sql',
    red: /another room: join places\.region/,
  },
  'src/modules/cases/time.sql.ts': {
    text: 'const sql = String.raw;\nexport const q = sql`update cases.file set at = now()`;\n',
    check: 'sql',
    red: /database's clock/,
  },
  'src/modules/places/migrations/0001-x.sql': {
    text: 'create table places.region (at timestamptz default current_timestamp, c text references cases.file);\n',
    check: 'sql',
    red: /another room: references cases\.file/,
  },

  'src/modules/places/today.ts': { text: 'export const t = new Date();\n', check: 'clock', red: /new Date\(\)/ },
  'src/channels/desk/app/tick.ts': { text: 'export const t = Date.now();\n', check: 'clock', red: /Date\.now/ },

  'src/channels/portal/own.css': { text: 'a { color: #fff }\n', check: 'colours', red: /colour #fff/ },
  'src/channels/portal/named.css': { text: 'a { background: rgb(0 0 0 / 50%) }\n', check: 'colours', red: /colour rgb\(/ },
  'src/channels/portal/word.css': { text: 'a { border: 1px solid red }\n', check: 'colours', red: /colour red/ },
  'src/channels/portal/round.css': { text: 'a { border-radius: 7px }\n', check: 'colours', red: /radius 7px/ },
  'src/channels/portal/inline.tsx': { text: "export const a = { color: '#c00' };\n", check: 'colours', red: /colour in markup/ },

  'src/platform/text/long.ts': { text: 'export {};\n'.repeat(401), check: 'sizes', red: /401 lines/ },
  'src/platform/text/utils.ts': { text: 'export {};\n', check: 'sizes', red: /says nothing/ },
  'src/modules/identity/case.service.ts': { text: 'export {};\n', check: 'sizes', red: /says nothing/ },
  'src/modules/catalog/index.ts': { text: 'export {};\n'.repeat(61), check: 'sizes', red: /a door of 61 lines/ },
  'docs/decisions/0001-x.md': { text: '# X\n\n## Why\n', check: 'sizes', red: /last heading/ },
  'ARCHITECTURE.md': { text: '# Architecture\n', check: 'house', red: /no place for the picture/ },
};
/** Files plants need to lean on. */
const props: Record<string, string> = {
  'src/modules/places/find.test.ts': 'export {};\n',
  'src/modules/places/loop-b.ts': "import { a } from './loop-a.ts';\nexport const b: number = a;\n",
  'src/channels/desk/own.sql.ts': 'export {};\n',
};

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tongban-walls-'));
  for (const file of ['package.json', 'tsconfig.json']) cpSync(join(project, file), join(root, file));
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
  for (const [file, text] of Object.entries(sound)) write(file, text);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a sound house is silent', async () => {
  for (const name of ['walls', 'sql', 'clock', 'colours', 'sizes']) expect((await check(name))({ root })).toEqual([]);
});

test('a file the cruiser did not look at is red', async () => {
  const { missed } = (await import('./checks/walls.mjs' as string)) as { missed: (seen: Set<string>, root: string) => Finding[] };
  const seen = new Set(Object.keys(sound).filter((file) => file !== 'src/main.ts'));
  expect(missed(seen, root)).toEqual([{ file: 'src/main.ts', say: expect.stringContaining('did not look') }]);
});

describe('every planted violation is red', () => {
  const found = new Map<string, Finding[]>();
  beforeAll(async () => {
    for (const [file, text] of Object.entries({ ...props, ...Object.fromEntries(Object.entries(plants).map(([f, p]) => [f, p.text])) }))
      write(file, text);
    for (const name of new Set(Object.values(plants).map((p) => p.check))) found.set(name, (await check(name))({ root }));
  }, 60_000);

  test.each(Object.entries(plants))('%s', (file, plant) => {
    const said = (found.get(plant.check) ?? []).filter((f) => f.file === file).map((f) => f.say);
    expect(
      said.some((say) => plant.red.test(say)),
      `said: ${said.join(' | ') || 'nothing'}`,
    ).toBe(true);
  });

  test('every rule of the walls was planted', async () => {
    const { default: config } = (await import('./depcruise.config.mjs' as string)) as { default: { forbidden: { name: string }[] } };
    const said = new Set((found.get('walls') ?? []).map((f) => f.say.split(':')[0]));
    const idle = config.forbidden
      .map((r) => r.name)
      .filter((name) => !said.has(name) && !/^needs-(catalog|cases|notices|feedback)$/.test(name));
    expect(idle).toEqual([]);
  });

  test('sound files stay silent', () => {
    const files = new Set(Object.keys(sound));
    expect([...found.values()].flat().filter((f) => files.has(f.file))).toEqual([]);
  });
});

test('the table of needs refuses loops', async () => {
  const { needs, orderOfModules } = (await import('./needs.mjs' as string)) as {
    needs: Record<string, string[]>;
    orderOfModules: () => string[];
  };
  expect(orderOfModules().indexOf('places')).toBeLessThan(orderOfModules().indexOf('cases'));
  needs['places']?.push('cases');
  expect(() => orderOfModules()).toThrow(/loop/);
  needs['places']?.pop();
});
