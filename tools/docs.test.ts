import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const filesUnder = (dir: string, end: string): string[] =>
  readdirSync(join(root, dir), { recursive: true })
    .map((f) => join(dir, String(f)))
    .filter((f) => f.endsWith(end));

const pages = [
  ...readdirSync(root).filter((f) => f.endsWith('.md')),
  ...filesUnder('docs', '.md'),
  ...filesUnder('LICENSES', '.md'),
  ...filesUnder('src', 'README.md'),
];

/** Links and pictures of a page that lead nowhere. */
function broken(page: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map((m) => m[1] ?? m[2] ?? '');
  return links
    .filter((to) => !/^(https?:|mailto:|#)/.test(to))
    .filter((to) => !existsSync(join(root, dirname(page), to.split('#')[0] ?? '')))
    .map((to) => `${page}: ${to}`);
}

test('every link and picture of every page is there', () => {
  expect(pages.flatMap((page) => broken(page, read(page)))).toEqual([]);
  expect(broken('README.md', '![x](docs/pictures/planted.png)')).toEqual(['README.md: docs/pictures/planted.png']);
});

test('files named in the pages about the house exist', () => {
  const named = [
    'README.md',
    'README.zh-CN.md',
    'ARCHITECTURE.md',
    'SECURITY.md',
    'docs/porting.md',
    ...filesUnder('docs/decisions', '.md'),
  ].flatMap((page) =>
    [...read(page).matchAll(/`((?:src|tools|e2e|docs|demo|LICENSES)\/[\w./-]+\.\w+)`/g)].map((m) => [page, m[1] ?? ''] as const),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(([, file]) => !existsSync(join(root, file)))).toEqual([]);
});

test('both READMEs name every setting and every command', () => {
  const settings = new Set([...read('src/platform/config/index.ts').matchAll(/(?:env\['|url\(')([A-Z_]+)'/g)].map((m) => m[1] ?? ''));
  const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);
  expect(settings.size).toBeGreaterThan(10);
  for (const page of ['README.md', 'README.zh-CN.md']) {
    const text = read(page);
    expect(
      [...settings].filter((name) => !text.includes(`\`${name}\``)),
      page,
    ).toEqual([]);
    expect(
      scripts.filter((name) => !text.includes(name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`)),
      page,
    ).toEqual([]);
  }
  const shape = (text: string): number[] => [/^#/gm, /^\|/gm, /^- /gm, /docs\/images\//g].map((part) => text.match(part)?.length ?? 0);
  expect(shape(read('README.zh-CN.md'))).toEqual(shape(read('README.md')));
});

test('ARCHITECTURE.md places every table and names every event', () => {
  const text = read('ARCHITECTURE.md');
  const tables = filesUnder('src', '.sql').flatMap((file) =>
    [...read(file).matchAll(/create table (\w+)\."?(\w+)"?/g)].map((m) => m[2] ?? ''),
  );
  expect(tables.length).toBeGreaterThan(40);
  const places = text.slice(text.indexOf('## Tables'), text.indexOf('## What proves it'));
  expect(tables.filter((name) => !new RegExp(`\\b${name}\\b`).test(places))).toEqual([]);
  const said = filesUnder('src/modules', '.ts')
    .filter((file) => !/\.(test|fixtures)\.ts$/.test(file))
    .flatMap((file) =>
      [...read(file).matchAll(file.endsWith('.events.ts') ? /'((?:cases|catalog)\.[a-z_]+)'/g : /\btype: '([a-z]+\.[a-z_]+)'/g)].map(
        (m) => m[1] ?? '',
      ),
    );
  const events = new Set(said);
  expect(events.size).toBeGreaterThan(25);
  expect([...events].filter((name) => !text.includes(`\`${name}\``) && !text.includes(`\`${name.split('.')[1]}\``))).toEqual([]);
});

/** Every journey that must be shown, and the picture its test leaves (UPDATE_DOCS=1 with the journeys writes them anew). */
const journeys: Record<string, string> = {
  'found in own words, the list, filled for the mother, kept': 'phone-materials',
  'the window takes the draft over, receives and accepts': 'window-accepted',
  'one correction, answered on the phone': 'phone-correction',
  'a special procedure stops the clock': 'approver-paused',
  'decided and rated': 'phone-decided',
  'progress by slip code': 'slip-status',
  'without scripts, through submit': 'without-scripts',
  'the window by keyboard alone': 'window-by-keyboard',
  'a department’s system that does not answer': 'department-silent',
  'a company through its legal representative': 'company-case',
  'two officers': 'two-officers',
  'more time, granted by a head': 'extension-told',
  'large type from the home page to the receipt': 'elder-receipt',
  'a low rating, answered, rated again': 'phone-rated-again',
};
const guides = filesUnder('docs/guide', '.md');
const taken = filesUnder('e2e', '.ts').flatMap((file) => {
  const text = read(file);
  return [...text.matchAll(/picture\([^,]+, '([\w-]+)'\)/g), ...text.matchAll(/: '(elder-[\w-]+)'/g)].map((m) => m[1] ?? '');
});
const shown = new Set(guides.flatMap((page) => [...read(page).matchAll(/\.\.\/pictures\/([\w-]+)\.png/g)].map((m) => m[1] ?? '')));

test('every journey leaves its picture, every picture is left by a journey and stands in a guide, and README leads to each guide', () => {
  expect(Object.values(journeys).filter((name) => !taken.includes(name) || !existsSync(join(root, `docs/pictures/${name}.png`)))).toEqual(
    [],
  );
  const there = filesUnder('docs/pictures', '.png').map((file) => /([\w-]+)\.png$/.exec(file)?.[1] ?? '');
  expect(there.filter((name) => !taken.includes(name))).toEqual([]);
  expect([...shown].filter((name) => !there.includes(name))).toEqual([]);
  expect(there.filter((name) => !shown.has(name))).toEqual([]);
  for (const page of ['README.md', 'README.zh-CN.md'])
    expect(
      guides.filter((guide) => !read(page).includes(`(${guide})`)),
      page,
    ).toEqual([]);
});

test('what a guide puts in 「」 stands on a screen', () => {
  const screens = [...filesUnder('src', '.ts'), ...filesUnder('src', '.tsx')]
    .filter((file) => !/\.(test|fixtures)\.tsx?$/.test(file))
    .map(read)
    .join('\n');
  const words = (page: string): string[] => [...page.matchAll(/「([^」]+)」/g)].map((m) => m[1] ?? '');
  const missing = (page: string): string[] => words(page).filter((word) => !screens.includes(word));
  const all = guides.flatMap((guide) => words(read(guide)));
  expect(all.length).toBeGreaterThan(30);
  expect(guides.flatMap((guide) => missing(read(guide)))).toEqual([]);
  expect(missing('点「从来没有的按钮」')).toEqual(['从来没有的按钮']);
});
