// Keeps package-lock.json whole on every machine. A registry mirror that lacks some packages for other systems makes
// npm write a lock without them, and `npm ci` then refuses that lock elsewhere. Run after each `npm install`;
// `--check` (part of `npm run check`) only tells what is missing.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Every optional dependency in the lock that has no entry of its own. */
export function missingSiblings(lock) {
  const missing = [];
  for (const [path, entry] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      let at = path;
      for (;;) {
        if (lock.packages[`${at ? `${at}/` : ''}node_modules/${name}`]) break;
        if (at === '') {
          missing.push({ name, version, by: path, dev: entry.dev === true });
          break;
        }
        const up = at.lastIndexOf('/node_modules/');
        at = up < 0 ? '' : at.slice(0, up);
      }
    }
  return missing;
}

const SYSTEMS = ['android', 'darwin', 'linux', 'win32', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'openharmony', 'aix'];
const CPUS = ['arm64', 'x64', 'ia32', 'arm', 'riscv64', 'ppc64', 's390x', 'loong64', 'mips64el', 'wasm32'];

/** What the package's name says about the machine it is for; this is how all such siblings are named. */
function machine(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((s) => words.includes(s)) ?? (words.includes('windows') ? 'win32' : undefined);
  const cpu = CPUS.find((c) => words.includes(c)) ?? (words.includes('amd64') ? 'x64' : undefined);
  const libc = words.includes('musl') ? 'musl' : words.includes('gnu') || words.includes('gnueabihf') ? 'glibc' : undefined;
  return { ...(os && { os: [os] }), ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }) };
}

/** The lock with an entry for each missing sibling: version and machine, without a hash, since nobody here has seen it. */
export function addSiblings(lock) {
  const packages = { ...lock.packages };
  for (const { name, version, dev } of missingSiblings(lock)) {
    const { os, cpu, libc } = machine(name);
    if (!/^\d/.test(version)) throw new Error(`${name}@${version}: cannot lock a range; pin the package that asks for it`);
    if (!os && !cpu) throw new Error(`${name} is missing from the lock and is not a package for another system: install it`);
    packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu }),
      ...(dev && { dev }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os }),
    };
  }
  const [first, ...rest] = Object.entries(packages);
  return { ...lock, packages: Object.fromEntries([first, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]) };
}

/** Exact versions only: a range resolves to something else on an older Node. */
export function looseVersions(manifest) {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return Object.entries(all)
    .filter(([, v]) => !/^(npm:[^@]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(v))
    .map(([name, v]) => `${name}: ${v}`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const file = join(process.cwd(), 'package-lock.json');
  if (!existsSync(file)) throw new Error('package-lock.json is not here');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingSiblings(lock);
  if (process.argv.includes('--check')) {
    for (const m of missing) process.stdout.write(`missing from package-lock.json: ${m.name}@${m.version} (wanted by ${m.by})\n`);
    process.exit(missing.length > 0 ? 1 : 0);
  }
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(addSiblings(lock), null, 2)}\n`);
  process.stdout.write(`${missing.length} siblings added\n`);
}
