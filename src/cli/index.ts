/** The `tongban` command: words from the terminal to operations that compose hands in. */
export { runCli } from './main.ts';
export type { Operations, Report } from './commands.ts';
/** Ends a serving process once and cleanly, whoever asks and however often. */
export { untilStopped } from './until-stopped.ts';
