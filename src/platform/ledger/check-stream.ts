import { sm2Verifier } from '#platform/crypto';
import type { Read } from '#platform/db';
import type { Json } from '#platform/errors';
import type { House } from '#platform/house';
import { checkEntries } from './check-entries.ts';
import { type Finding, finding } from './findings.ts';
import { readStream as readRows, type StoredRow } from './ledger.sql.ts';
import { LINE, merkleRoot } from './merkle.ts';
import { type EntryRecord, sealHash, sealMessage, type SealStatement, type Stream } from './record.ts';
import { readSeals, type StoredSeal } from './seal.sql.ts';

/** One stream looked at by itself, without opening what is sealed in it. */
export type CheckedStream = {
  entries: { seq: number; at: string; header: Json; hash: string; seal: number | null; sealedAt: string | null }[];
  findings: Finding[];
  /** Up to which entry everything fits and lies under a signed seal; 0 when nothing does. */
  provedTo: number;
};

/**
 * Checks one stream against its chain and the seals it lies in: hashes, order, membership, roots, signatures by keys of
 * this house, and each seal's link to the one before. `length` is how many entries the module's own rows say there are,
 * so that an end that was cut off is seen. Whether the seals are those that left the house is asked by `verify`.
 */
export async function checkStream(
  read: Read,
  house: Pick<House, 'keys' | 'clock'>,
  stream: Stream,
  length: number,
): Promise<CheckedStream> {
  const rows = await readRows(read, stream);
  const findings: Finding[] = [];
  const tell = (one: Finding): void => {
    // A seal holds entries of others: that they were not shown here is no finding.
    if (one.stream === undefined || one.stream.id === stream.id) findings.push(one);
  };
  const seals = new Map<number, StoredSeal>();
  const manifests = new Map<number, Buffer>();
  const trusted = new Set(house.keys.publicKeys().map((one) => one.publicKey));
  for (const number of new Set(rows.flatMap((row) => row.sealedIn ?? []))) {
    const found = await readSeals(read, number - 2, 2);
    const seal = found.find((one) => one.number === number);
    if (seal === undefined) {
      tell(finding('seal-missing', { seal: number }));
      continue;
    }
    seals.set(number, seal);
    manifests.set(number, seal.manifest);
    checkSeal(
      seal,
      found.find((one) => one.number === number - 1),
      trusted,
      tell,
    );
  }
  await checkEntries(
    {
      seals: async function* () {},
      entries: async function* () {
        for (const row of rows) yield kept(row);
      },
    },
    manifests,
    tell,
  );
  if (rows.length !== length) tell(finding('entry-vanished', { stream, seq: rows.length + 1 }));
  const bad = Math.min(...findings.map((one) => one.seq ?? firstUnder(rows, one.seal)));
  const good = rows.filter((row) => row.seq < bad && row.sealedIn !== null && seals.get(row.sealedIn)?.signature != null);
  return {
    entries: rows.map((row) => {
      const record = readRecord(row.record);
      const seal = row.sealedIn === null ? undefined : seals.get(row.sealedIn);
      return {
        seq: row.seq,
        at: record?.at ?? '',
        header: record?.header ?? null,
        hash: row.hash.toString('hex'),
        seal: row.sealedIn,
        sealedAt: seal === undefined ? null : (readStatement(seal.statement)?.at ?? null),
      };
    }),
    findings,
    provedTo: good.at(-1)?.seq ?? 0,
  };
}

const firstUnder = (rows: readonly StoredRow[], seal: number | undefined): number => rows.find((row) => row.sealedIn === seal)?.seq ?? 1;

function checkSeal(seal: StoredSeal, before: StoredSeal | undefined, trusted: ReadonlySet<string>, tell: (one: Finding) => void): void {
  const where = { seal: seal.number };
  const statement = readStatement(seal.statement);
  if (
    statement === undefined ||
    statement.number !== seal.number ||
    !sealHash(seal.statement).equals(seal.hash) ||
    seal.manifest.length !== statement.entries * LINE ||
    merkleRoot(seal.manifest).toString('hex') !== statement.root
  )
    return tell(finding('seal-altered', where));
  if (statement.previous !== (before === undefined ? null : sealHash(before.statement).toString('hex')))
    tell(finding('seal-missing', where));
  if (!trusted.has(statement.signer)) tell(finding('signer-unknown', where));
  else if (seal.signature !== null && !sm2Verifier(statement.signer)(sealMessage(seal.statement), seal.signature))
    tell(finding('seal-signature', where));
}

const kept = (row: StoredRow) => ({ ...row, payload: { state: row.sealed === null ? ('absent' as const) : ('kept' as const) } });

function readRecord(text: string): EntryRecord | undefined {
  try {
    return JSON.parse(text) as EntryRecord;
  } catch {
    return undefined;
  }
}

function readStatement(text: string): SealStatement | undefined {
  try {
    return JSON.parse(text) as SealStatement;
  } catch {
    return undefined;
  }
}
