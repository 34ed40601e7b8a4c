/** The door of `platform/command`: one deed, one transaction, one answer per key (rule I6). See README.md. */
export { runCommand } from './run-command.ts';
export type { Command } from './run-command.ts';
export { dropOldKeys } from './command.sql.ts';
