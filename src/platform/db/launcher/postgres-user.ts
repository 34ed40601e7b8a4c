import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The account the database runs under; undefined means "as ourselves". */
export type RunAs = { uid: number; gid: number; name: string } | undefined;

function lookUp(name: string): RunAs {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }).trim());
    return { uid: id('-u'), gid: id('-g'), name };
  } catch {
    return undefined;
  }
}

/** PostgreSQL refuses to run as root, so root lends it a humble account; data that exist keep their owner. */
export function chooseUser(existingOwner?: { uid: number; gid: number }): RunAs {
  if (process.getuid?.() !== 0) return undefined;
  if (existingOwner && existingOwner.uid !== 0) return { ...existingOwner, name: `uid ${existingOwner.uid}` };
  const found = lookUp('postgres') ?? lookUp('nobody');
  if (!found)
    throw new Error(
      'PostgreSQL cannot run as root and neither "postgres" nor "nobody" exists here. Start Tongban as a normal user, or set DATABASE_URL.',
    );
  return found;
}

/** The first folder on the way to `path` that the account may not walk through, if any. */
export function barrier(path: string, user: RunAs): string | undefined {
  if (!user) return undefined;
  for (let at = path; ; at = dirname(at)) {
    const s = statSync(at, { throwIfNoEntry: false });
    if (s) {
      const shift = s.uid === user.uid ? 6 : s.gid === user.gid ? 3 : 0;
      if (((s.mode >> shift) & 1) === 0) return at;
    }
    if (at === dirname(at)) return undefined;
  }
}
