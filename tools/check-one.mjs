// Runs one file of tools/checks/ and prints its findings, a line each. Exit code 1 when there are any.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './ground.mjs';

const { run } = await import(pathToFileURL(resolve(process.argv[2])).href);
const findings = await run({ root: process.argv[3] ? resolve(process.argv[3]) : root });
for (const f of findings) process.stdout.write(`${f.file}${f.line ? `:${f.line}` : ''}  ${f.say}\n`);
process.exitCode = findings.length > 0 ? 1 : 0;
