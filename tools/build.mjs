// Builds server, islands and desk into dist/; each part only when one of the files it was made from changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './ground.mjs';

const dist = join(root, 'dist');
const sha = (text) => createHash('sha256').update(text).digest('hex').slice(0, 20);
const fileHash = (path) => (existsSync(join(root, path)) ? sha(readFileSync(join(root, path))) : 'absent');

/** Runs `make` unless the part's stamp still fits; `make` returns the files the part was made from, project-relative. */
async function part(name, seeds, outputs, make) {
  const stamp = join(dist, `.${name}.json`);
  const always = ['package-lock.json', 'package.json', 'tools/build.mjs'];
  // The seeds' names count too: a new entry file is in no old list of inputs.
  const key = sha(seeds.join('\n'));
  if (existsSync(stamp) && outputs.every((o) => existsSync(join(dist, o)))) {
    const old = JSON.parse(readFileSync(stamp, 'utf8'));
    if (old.key === key && Object.entries(old.inputs).every(([path, h]) => fileHash(path) === h)) return;
  }
  const began = performance.now();
  const inputs = [...new Set([...always, ...(await make())])].filter((path) => !path.startsWith('..') && !path.includes('node_modules'));
  mkdirSync(dist, { recursive: true });
  writeFileSync(`${stamp}.new`, JSON.stringify({ key, inputs: Object.fromEntries(inputs.map((path) => [path, fileHash(path)])) }, null, 1));
  renameSync(`${stamp}.new`, stamp);
  process.stdout.write(`built ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
}

const esbuild = async () => (await import('esbuild')).build;
const sources = (metafile) => Object.keys(metafile.inputs).filter((path) => !path.includes(':'));

async function server() {
  const build = await esbuild();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outfile: 'dist/server.js',
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    jsx: 'automatic',
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
  });
  return sources(metafile);
}

async function islands(entries) {
  const build = await esbuild();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: 'dist/islands.new',
    bundle: true,
    splitting: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2018',
    minify: true,
    sourcemap: true,
    metafile: true,
    logLevel: 'warning',
    legalComments: 'none',
    entryNames: '[name]-[hash]',
    chunkNames: 'shared-[hash]',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const manifest = {};
  for (const [path, out] of Object.entries(metafile.outputs))
    if (out.entryPoint) manifest[basename(out.entryPoint).replace(/\.tsx?$/, '')] = basename(path);
  writeFileSync(join(dist, 'islands.new', 'manifest.json'), JSON.stringify(manifest, null, 1));
  rmSync(join(dist, 'islands'), { recursive: true, force: true });
  renameSync(join(dist, 'islands.new'), join(dist, 'islands'));
  return sources(metafile);
}

/** The folder of the desk's index.html or vite.config.ts. */
function deskHome() {
  const base = join(root, 'src/channels/desk');
  if (!existsSync(base)) return undefined;
  const inside = readdirSync(base, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map((e) => join(base, e.name));
  return [base, ...inside].find((dir) => existsSync(join(dir, 'index.html')) || existsSync(join(dir, 'vite.config.ts')));
}

async function desk(home) {
  const { build } = await import('vite');
  const { default: react } = await import('@vitejs/plugin-react');
  const used = new Set([relative(root, join(home, 'index.html')), relative(root, join(home, 'vite.config.ts'))]);
  const spy = {
    name: 'tongban-inputs',
    buildEnd() {
      for (const id of this.getModuleIds()) if (id.startsWith(root)) used.add(relative(root, id.split('?')[0]));
    },
  };
  // Style sheets pulled in by @import are in no list of modules.
  for (const dir of [home, join(root, 'src/kit')])
    if (existsSync(dir))
      for (const f of readdirSync(dir, { recursive: true })) if (String(f).endsWith('.css')) used.add(relative(root, join(dir, String(f))));
  const configured = existsSync(join(home, 'vite.config.ts'));
  await build({
    root: home,
    base: '/desk/',
    logLevel: 'warn',
    configFile: configured ? undefined : false,
    mode: 'production',
    // Everything the desk draws goes through its own runtime, which marks Chinese for readers of English.
    plugins: [...(configured ? [] : [react({ jsxImportSource: join(home, 'marking') })]), spy],
    build: { outDir: join(dist, 'desk'), emptyOutDir: true, sourcemap: true, chunkSizeWarningLimit: 2_000 },
  });
  return [...used];
}

const only = process.argv.find((a) => a.startsWith('--only='))?.slice(7);
const wanted = (name) => !only || only === name;
process.env.NODE_ENV = 'production';
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))));

if (wanted('server')) await part('server', ['src/main.ts'], ['server.js'], server);
const islandHome = join(root, 'src/channels/portal/islands');
if (wanted('islands') && existsSync(islandHome)) {
  const entries = readdirSync(islandHome)
    .filter((f) => /\.tsx?$/.test(f) && !/\.test\.|\.d\.ts$/.test(f))
    .map((f) => `src/channels/portal/islands/${f}`)
    .sort();
  if (entries.length > 0) await part('islands', entries, ['islands/manifest.json'], () => islands(entries));
}
const home = wanted('desk') ? deskHome() : undefined;
if (home) await part('desk', [relative(root, home)], ['desk/index.html'], () => desk(home));
