#!/usr/bin/env node
// The `tongban` command: builds if needed and hands its words to the built program. Plain Node >= 20.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, environment, node24, root } from './ground.mjs';

await ensureInstalled('run');
const node = node24();
await ensureBuilt(node, ['--only=server']);
const child = spawn(node, ['--enable-source-maps', join(root, 'dist', 'server.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: environment(node, { NODE_ENV: process.env.NODE_ENV ?? 'production', TONGBAN_STARTED_BY: String(process.pid) }),
});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
process.on('SIGINT', () => {});
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
