import { type Owner, type OwnerKey, ownerName } from '#platform/crypto';
import { inTransaction, type Read } from '#platform/db';
import type { House } from '#platform/house';
import { checkLooks } from './check-looks.ts';
import { checkMirrors, type Mirror } from './check-mirrors.ts';
import type { Finding } from './findings.ts';
import { readOneSnapshot, readPage, type StoredRow } from './ledger.sql.ts';
import { payloadLabel } from './record.ts';
import { readSeals } from './seal.sql.ts';
import type { LedgerSource, PayloadState, StoredEntry } from './source.ts';
import { verifyLedger, type VerifyOptions, type VerifyReport } from './verify.ts';

/**
 * Verifies the ledger of this house from its database, in one snapshot: deeds may go on meanwhile. Needs no running server.
 * `mirrors` are the modules' own tables, compared row by row with what was chained; so are the looks at personal data.
 */
export async function verifyHouse(
  house: Pick<House, 'db' | 'keys' | 'clock'>,
  options: Pick<VerifyOptions, 'outsideRoots'> & { mirrors?: readonly Mirror[] } = {},
): Promise<VerifyReport> {
  return inTransaction(house.db, async (tx) => {
    await readOneSnapshot(tx);
    const report = await verifyLedger(houseSource(tx, house), {
      outsideRoots: options.outsideRoots,
      trustedKeys: house.keys.publicKeys().map((one) => one.publicKey),
      now: house.clock.now(),
    });
    const rows: Finding[] = [];
    await checkMirrors(tx, options.mirrors ?? [], (one) => rows.push(one));
    const looks = await checkLooks(tx, (one) => rows.push(one));
    const found = report.found + rows.length;
    return { ...report, ok: found === 0, found, findings: [...report.findings, ...rows].slice(0, 500), looks };
  });
}

/** The database as a source. `read` must be one snapshot: an entry sealed between two reads would look like a forgery. */
export function houseSource(read: Read, house: Pick<House, 'keys'>, page = 2_000): LedgerSource {
  return {
    seals: async function* () {
      for (let after = 0; ; ) {
        const rows = await readSeals(read, after, 500);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.number;
      }
    },
    entries: async function* () {
      for (let after: StoredRow | null = null; ; ) {
        const rows: StoredRow[] = await readPage(read, after, page);
        yield* await withPayloads(read, house, rows);
        after = rows.at(-1) ?? null;
        if (after === null) return;
      }
    },
  };
}

async function withPayloads(read: Read, house: Pick<House, 'keys'>, rows: readonly StoredRow[]): Promise<StoredEntry[]> {
  const owners = new Map<string, Owner>();
  for (const row of rows) {
    const owner = ownerOf(row);
    if (owner !== undefined) owners.set(ownerName(owner), owner);
  }
  // One damaged key must not hide the others of the page: then each is asked for alone.
  let keys = await house.keys.keysOf(read, [...owners.values()]).catch(() => undefined);
  if (keys === undefined) {
    keys = new Map<string, OwnerKey>();
    for (const [name, owner] of owners) {
      const key = await house.keys.keyOf(read, owner).catch(() => undefined);
      if (key !== undefined) keys.set(name, key);
    }
  }
  const found = keys;
  return rows.map(({ kind, id, seq, record, hash, sealedIn, ...row }) => {
    const owner = ownerOf(row);
    let payload: PayloadState = { state: 'absent' };
    if (owner !== undefined && row.sealed !== null) {
      payload = { state: 'unreadable' };
      try {
        const key = found.get(ownerName(owner));
        if (key !== undefined) payload = { state: 'open', content: key.openBytes(row.sealed, payloadLabel({ kind, id }, seq)) };
      } catch {
        // Stays unreadable, which the verifier reports.
      }
    }
    return { kind, id, seq, record, hash, sealedIn, payload };
  });
}

const ownerOf = (row: Pick<StoredRow, 'ownerKind' | 'ownerId'>): Owner | undefined =>
  row.ownerKind === null || row.ownerId === null ? undefined : { kind: row.ownerKind, id: row.ownerId };
