// The one table of who may lean on whom. The walls (dependency-cruiser), the schema check and the picture in
// ARCHITECTURE.md are all made from it. A new module is a new line here; loops are refused.

/** Module → the modules whose doors it may open. */
export const needs = {
  places: [],
  identity: ['places'],
  catalog: ['places'],
  cases: ['identity', 'places', 'catalog'],
  notices: ['identity'],
  feedback: ['identity', 'places', 'cases'],
};

/** Floors from the ground up; each may lean on those below it. */
export const floors = [
  { name: 'platform', path: '^src/platform/', zh: '地基：没有业务词', en: 'ground without domain words' },
  { name: 'modules', path: '^src/modules/', zh: '业务模块', en: 'the domain' },
  { name: 'kit', path: '^src/kit/', zh: '设计系统', en: 'the design system' },
  { name: 'channels', path: '^src/channels/', zh: '渠道：不含规则', en: 'doors without rules' },
  { name: 'cli', path: '^src/cli/', zh: '命令行', en: 'the command line' },
  { name: 'top', path: '^src/(main|compose)(\\.|/|-)', zh: '唯一认识所有模块的地方', en: 'the only places that know every module' },
];

/** Pairs beyond "only downwards": kit draws and knows no module, modules draw nothing. */
export const mayLeanOn = {
  platform: [],
  modules: ['platform'],
  kit: ['platform'],
  channels: ['platform', 'modules', 'kit'],
  cli: ['platform'],
  top: ['platform', 'modules', 'kit', 'channels', 'cli'],
};

/** Code that runs in a browser. It may import contracts, these platform rooms, and types; nothing of the server. */
export const browserCode = {
  path: '^src/channels/(desk/(app|client)|portal/islands)/',
  platform: ['text', 'forms', 'identifiers', 'rules', 'calendar'],
};

/** Packages with one home each. */
export const homes = {
  '^pg$|^pg-': '^src/platform/db/',
  '^graphile-worker$': '^src/platform/jobs/',
  '^(fastify|@fastify/.*)$': '^src/(platform/http|channels)/|^src/(main|compose)',
  '^(react-aria-components|@react-aria/.*|@tanstack/.*)$': '^src/(kit/desk|channels/desk)/',
  '^(sm-crypto-v2)$': '^src/platform/',
};

/** Throws when the table has a loop or names a module that is not in it. */
export function orderOfModules() {
  const order = [];
  const visit = (name, path) => {
    if (!(name in needs)) throw new Error(`needs.mjs: "${name}" is needed by ${path.at(-1)} but has no line`);
    if (path.includes(name)) throw new Error(`needs.mjs: loop ${[...path, name].join(' → ')}`);
    for (const need of needs[name]) visit(need, [...path, name]);
    if (!order.includes(name)) order.push(name);
  };
  for (const name of Object.keys(needs)) visit(name, []);
  return order;
}
