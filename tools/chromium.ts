import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

const modules = resolve(import.meta.dirname, '../node_modules');

/** A browser somebody installed on this machine. */
function installed(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  if (named) return named;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      // Not this one.
    }
  }
  return undefined;
}

/**
 * The browser inside the npm package, unpacked once for this version and this user. The package itself would launch
 * whatever lies in the common temporary folder: another version, another user's, or one still being unpacked.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz/chromium/package.json'), 'utf8')) as { version: string };
  const home = join(tmpdir(), `tongban-chromium-${version}-${userInfo().uid}`);
  if (!existsSync(home)) {
    const making = `${home}.making-${process.pid}`;
    mkdirSync(making, { recursive: true, mode: 0o700 });
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = making;
    try {
      const { inflate } = await import('@sparticuz/chromium');
      // One after another: the package reads TMPDIR when it begins each.
      for (const pack of ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br'])
        await inflate(join(modules, '@sparticuz/chromium/bin', pack));
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    try {
      renameSync(making, home);
    } catch (error) {
      rmSync(making, { recursive: true, force: true });
      if (!existsSync(home)) throw error; // Otherwise another process was faster.
    }
  }
  return join(home, 'chromium');
}

/** Fonts for every page the tests look at: the two weights from npm, whatever the machine has. Without them Chinese is boxes. */
function fontsFile(): string {
  const home = join(tmpdir(), `tongban-fonts-${userInfo().uid}`);
  const file = join(home, 'fonts.conf');
  const dirs = ['400Regular', '700Bold'].map((weight) => `  <dir>${join(modules, '@expo-google-fonts/noto-sans-sc', weight)}</dir>`);
  const aliases = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `  <alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  );
  const text = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...dirs,
    `  <cachedir>${join(home, 'cache')}</cachedir>`,
    ...aliases,
    '</fontconfig>',
    '',
  ].join('\n');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}

// Not the package's own list: that one switches off the same-origin rules our tests are about.
const ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--lang=zh-CN',
];

/** A real Chromium, with Chinese glyphs: the machine's own, else the one from npm. Close it when done. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const own = installed();
  const executablePath = own ?? (await unpacked());
  const env = { ...(process.env as Record<string, string>), FONTCONFIG_FILE: fontsFile(), LANG: 'C.UTF-8' };
  const launch = (extra: Record<string, string> = {}, more: string[] = []): Promise<Browser> =>
    chromium.launch({
      headless: true,
      executablePath,
      ...options,
      args: [...ARGS, ...more, ...(options.args ?? [])],
      env: { ...env, ...extra },
    });
  try {
    return await launch();
  } catch (error) {
    if (own || !/shared librar/.test((error as Error).message)) throw error;
    // A bare machine lacks the libraries a browser needs; the package brings them.
    return launch({ LD_LIBRARY_PATH: resolve(executablePath, '../al2023/lib') });
  }
}
