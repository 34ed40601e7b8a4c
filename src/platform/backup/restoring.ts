import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { problem } from '#platform/errors';

/** Lies in DATA_DIR from the first change of a restore to its last. */
export const restoringMark = (dataDir: string): string => join(dataDir, 'RESTORING');

/** Refuses to open a house whose restore broke off. @throws Problem `backup.half-restored`. */
export function refuseHalfRestored(dataDir: string): void {
  if (!existsSync(restoringMark(dataDir))) return;
  throw problem(
    'unavailable',
    'backup.half-restored',
    { zh: '上一次恢复没有做完，现在不能打开。', en: 'The last restore was not finished; the house cannot be opened.' },
    { zh: '请再执行一次同样的tongban restore，做完再启动。', en: 'Run the same tongban restore again, then start.' },
  );
}
