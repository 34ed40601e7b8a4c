import type { LivingCalendar } from '#platform/calendar';
import type { Clock } from '#platform/clock';
import type { Config } from '#platform/config';
import type { KeyVault } from '#platform/crypto';
import type { Db } from '#platform/db';
import type { Files } from '#platform/files';
import type { Live } from '#platform/live';
import type { Logger } from '#platform/log';

/** What every verb may stand on. Passed in, never global, so that a test can furnish its own house. */
export type House = {
  db: Db;
  clock: Clock;
  calendar: LivingCalendar;
  keys: KeyVault;
  files: Files;
  live: Live;
  config: Config;
  log: Logger;
};
