/** Records the regimes of the shared file; a version is written once and never changed. */
import { canonicalJson, sm3 } from '#platform/crypto';
import type { Tx } from '#platform/db';
import type { Json } from '#platform/errors';
import { findRegime, insertRegime } from '../catalog.sql.ts';
import type { RegimeIn } from '../document/regime.format.ts';
import type { Issue } from '../document/read-yaml.ts';

/** Saves each regime; a text changed without a new version number is an issue and not saved. */
export async function saveRegimes(tx: Tx, at: Date, regimes: Record<string, RegimeIn>): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const [key, regime] of Object.entries(regimes)) {
    const hash = sm3(Buffer.from(canonicalJson(regime as unknown as Json)));
    const known = await findRegime(tx, key, regime.version);
    if (known === undefined) await insertRegime(tx, at, { key, version: regime.version, content: regime as unknown as Json, hash });
    else if (!known.hash.equals(hash))
      issues.push({
        file: 'shared/regimes.yaml',
        line: 1,
        path: key,
        code: 'catalog.regime-changed',
        say: `程序制度“${key}”改了，版本号却还是${regime.version}；请把version加一`,
        weight: 'refuse',
      });
  }
  return issues;
}
