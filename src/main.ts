import { runCli } from '#cli';
import { operations } from './operations.ts';

process.exitCode = await runCli(process.argv.slice(2), operations());
// Pools and timers of a command that has ended must not keep the process.
if (process.argv[2] !== 'serve') process.exit();
