/** Are the published bytes still those that were chained? Read by `tongban verify`. */
import { sm3 } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { House } from '#platform/house';
import { readStream } from '#platform/ledger';
import { findVersion, listAllHashes } from '../version.sql.ts';

/** One version that is not what the ledger says. */
export interface VersionFault {
  versionId: string;
  key: string;
  number: number;
  say: string;
}

/** Compares the bytes of every version with its own hash and with the hash in its chain; also finds versions the chain knows and the table lacks. */
export async function verifyPublished(read: Read, house: Pick<House, 'keys'>): Promise<{ versions: number; faults: VersionFault[] }> {
  const faults: VersionFault[] = [];
  const rows = await listAllHashes(read);
  const byHandling = new Map<string, typeof rows>();
  for (const row of rows) byHandling.set(row.handlingItemId, [...(byHandling.get(row.handlingItemId) ?? []), row]);
  for (const [handlingItemId, versions] of byHandling) {
    const chained = new Map<number, string>();
    for (const { header } of await readStream(read, house, { kind: 'item-version', id: handlingItemId })) {
      const { verb, number, hash } = header as { verb?: string; number?: number; hash?: string };
      if (verb === 'publish' && number !== undefined && hash !== undefined) chained.set(number, hash);
    }
    for (const version of versions) {
      const fault = (say: string): void =>
        void faults.push({ versionId: version.id, key: version.handlingKey, number: version.number, say });
      const content = (await findVersion(read, version.id))?.content ?? '';
      const now = sm3(Buffer.from(content)).toString('hex');
      if (now !== version.hash.toString('hex')) fault('公布的内容和它的摘要对不上');
      if (!chained.has(version.number)) fault('链上没有这个版本');
      else if (chained.get(version.number) !== now) fault('公布的内容和链上的摘要对不上');
      chained.delete(version.number);
    }
    for (const number of chained.keys())
      faults.push({ versionId: '', key: versions[0]?.handlingKey ?? handlingItemId, number, say: '链上有这个版本，库里没有' });
  }
  return { versions: rows.length, faults };
}
