// Rules of dependency-cruiser, made from needs.mjs. Run from the folder that holds src/.
import { join } from 'node:path';
import { browserCode, floors, homes, mayLeanOn, needs, orderOfModules } from './needs.mjs';

orderOfModules();
const path = Object.fromEntries(floors.map((f) => [f.name, f.path]));
const TEST = '\\.(test|spec)\\.tsx?$|^src/platform/testing/';
// What tests share: it may use what only tests have, and no product code uses it.
const FIXTURES = '\\.fixtures\\.tsx?$';
const red = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const forbidden = [
  ...floors
    .filter((f) => f.name !== 'top')
    .map((f) =>
      red(
        `floor-${f.name}`,
        `${f.name} may lean only on ${mayLeanOn[f.name].join(', ') || 'nothing'}`,
        { path: f.path },
        {
          path: floors.filter((other) => other !== f && !mayLeanOn[f.name].includes(other.name)).map((other) => other.path),
        },
      ),
    ),
  ...Object.entries(needs).map(([name, allowed]) =>
    red(
      `needs-${name}`,
      `${name} may open the doors of ${allowed.join(', ') || 'no module'} (tools/needs.mjs)`,
      { path: `^src/modules/${name}/` },
      {
        path: path.modules,
        pathNot: [name, ...allowed].map((m) => `^src/modules/${m}/`),
      },
    ),
  ),
  red(
    'unknown-module',
    'a module without a line in tools/needs.mjs',
    { path: path.modules, pathNot: Object.keys(needs).map((m) => `^src/modules/${m}/`) },
    {},
  ),
  red(
    'through-the-door',
    'another room is entered by its index.ts or contract.ts only',
    { path: '^src/([^/]+/[^/]+)/' },
    {
      path: '^src/(platform|modules|kit)/[^/]+/.+',
      pathNot: ['^src/$1/', '/index\\.tsx?$', '^src/modules/[^/]+/contract\\.ts$', '\\.css$'],
    },
  ),
  red(
    'through-the-door-top',
    'rooms are entered by their doors, from compose and cli too',
    { path: '^src/(main|compose|cli)' },
    {
      path: '^src/(platform|modules|kit)/[^/]+/.+',
      pathNot: ['/index\\.tsx?$', '^src/modules/[^/]+/contract\\.ts$'],
    },
  ),
  red(
    'spelled-with-a-hash',
    "what lies outside the room is spelled #name, never '../'",
    { path: '^src/([^/]+/[^/]+)/' },
    {
      path: '^src/',
      pathNot: ['^src/$1/', '\\.css$'],
      dependencyTypesNot: ['aliased', 'aliased-subpath-import'],
    },
  ),
  red(
    'channels-apart',
    'channels do not know each other',
    { path: '^src/channels/([^/]+)/' },
    { path: path.channels, pathNot: '^src/channels/$1/' },
  ),
  red('kit-wall', 'kit/plain knows nothing of kit/desk', { path: '^src/kit/plain/' }, { path: '^src/kit/desk/' }),
  red(
    'kit-desk-at-desk',
    'React Aria is for staff screens only',
    { path: '^src/channels/', pathNot: '^src/channels/desk/' },
    { path: '^src/kit/desk/' },
  ),
  red(
    'browser-modules',
    'browser code takes contracts and types from modules',
    { path: browserCode.path, pathNot: TEST },
    {
      path: path.modules,
      pathNot: '/contract\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  red(
    'browser-platform',
    `browser code takes ${browserCode.platform.join(', ')} and types from platform`,
    { path: browserCode.path, pathNot: TEST },
    {
      path: path.platform,
      pathNot: `^src/platform/(${browserCode.platform.join('|')})/`,
      dependencyTypesNot: ['type-only'],
    },
  ),
  red(
    'browser-node',
    'browser code has no Node',
    { path: browserCode.path, pathNot: TEST },
    { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
  ),
  red(
    'contract-light',
    'a contract is read by browsers: no SQL, no Node',
    { path: '(^|\\.|/)contract\\.ts$' },
    { path: '\\.sql\\.ts$|^src/platform/(db|http|house)/', dependencyTypesNot: ['type-only'] },
  ),
  ...Object.entries(homes).map(([pattern, home], i) =>
    red(
      `home-${i}-${pattern.replaceAll(/[^a-z-]/g, '').slice(0, 20)}`,
      `package ${pattern} lives in ${home}`,
      { path: '^src/', pathNot: [home, TEST] },
      {
        path: `node_modules/(${pattern.replaceAll(/[$^]/g, '')})(/|$)`,
      },
    ),
  ),
  red('routes-no-sql', 'a route calls a verb, never SQL', { path: '\\.routes\\.tsx?$' }, { path: '\\.sql\\.ts$' }),
  red('channels-no-sql', 'a channel calls verbs, never SQL', { path: path.channels }, { path: '\\.sql\\.ts$' }),
  red(
    'modules-no-http',
    'modules know no HTTP beyond route()',
    { path: path.modules, pathNot: TEST },
    { path: 'node_modules/(fastify|@fastify/[^/]+)/' },
  ),
  red(
    'no-network-library-in-verbs',
    'pages are drawn by channels and kit',
    { path: path.modules, pathNot: TEST },
    { path: 'node_modules/(react|react-dom|preact)/' },
  ),
  red(
    'no-test-in-product',
    'product code does not import tests or test rooms',
    { path: '^src/', pathNot: [TEST, FIXTURES] },
    { path: [TEST, FIXTURES] },
  ),
  red(
    'no-loop',
    'files that need each other are one file or have a wrong edge',
    {},
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  red('resolvable', 'an import that leads nowhere', {}, { couldNotResolve: true }),
  red(
    'declared',
    'a package that package.json does not name',
    { path: '^src/', pathNot: [TEST, FIXTURES] },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
];

export default {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: join(process.cwd(), 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
  },
};
