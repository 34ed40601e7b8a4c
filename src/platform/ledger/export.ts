import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { inTransaction } from '#platform/db';
import { problem } from '#platform/errors';
import type { House } from '#platform/house';
import { houseSource } from './house-source.ts';
import type { StoredSeal } from './seal.sql.ts';
import type { LedgerSource, PayloadState, StoredEntry } from './source.ts';
import { readOneSnapshot } from './ledger.sql.ts';
import { verifyLedger, type VerifyOptions, type VerifyReport } from './verify.ts';

type EntryLine = {
  kind: string;
  id: string;
  seq: number;
  record: string;
  hash: string;
  sealedIn: number | null;
  payload: 'absent' | 'kept' | 'unreadable' | { content: string };
};
type SealLine = { number: number; statement: string; hash: string; manifest: string; signature: string | null };

/**
 * Writes the ledger as a directory of JSON lines that anyone can verify without this house: `entries.jsonl`,
 * `seals.jsonl`, `keys.json`. Payloads stay at home unless `reveal` says so for an entry (a court, the person concerned).
 */
export async function exportLedger(
  house: Pick<House, 'db' | 'keys'>,
  dir: string,
  reveal: (entry: { kind: string; id: string; seq: number }) => boolean = () => false,
): Promise<{ entries: number; seals: number }> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeFile(join(dir, 'keys.json'), `${JSON.stringify(house.keys.publicKeys())}\n`);
  return inTransaction(house.db, async (tx) => {
    await readOneSnapshot(tx);
    const source = houseSource(tx, house);
    const seals = await writeLines<StoredSeal, SealLine>(join(dir, 'seals.jsonl'), source.seals(), (seal) => ({
      number: seal.number,
      statement: seal.statement,
      hash: seal.hash.toString('hex'),
      manifest: seal.manifest.toString('base64'),
      signature: seal.signature?.toString('hex') ?? null,
    }));
    const entries = await writeLines<StoredEntry, EntryLine>(
      join(dir, 'entries.jsonl'),
      source.entries(),
      ({ payload, hash, ...entry }) => ({
        ...entry,
        hash: hash.toString('hex'),
        payload: payload.state !== 'open' ? payload.state : reveal(entry) ? { content: payload.content.toString('base64') } : 'kept',
      }),
    );
    return { entries, seals };
  });
}

/** Verifies an exported directory. Without `trustedKeys` the keys of the export itself are taken: compare them with those the city has published. */
export async function verifyExport(dir: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const keys = JSON.parse(await readFile(join(dir, 'keys.json'), 'utf8')) as { publicKey: string }[];
  return verifyLedger(directorySource(dir), { trustedKeys: keys.map((key) => key.publicKey), ...options });
}

function directorySource(dir: string): LedgerSource {
  return {
    seals: async function* () {
      for await (const line of readLines<SealLine>(join(dir, 'seals.jsonl'))) {
        yield {
          number: line.number,
          statement: line.statement,
          hash: Buffer.from(line.hash, 'hex'),
          manifest: Buffer.from(line.manifest, 'base64'),
          signature: line.signature === null ? null : Buffer.from(line.signature, 'hex'),
        };
      }
    },
    entries: async function* () {
      for await (const line of readLines<EntryLine>(join(dir, 'entries.jsonl'))) {
        const { payload, hash, ...entry } = line;
        const state: PayloadState =
          typeof payload === 'string' ? { state: payload } : { state: 'open', content: Buffer.from(payload.content, 'base64') };
        yield { ...entry, hash: Buffer.from(hash, 'hex'), payload: state };
      }
    },
  };
}

async function writeLines<T, L>(path: string, items: AsyncIterable<T>, line: (item: T) => L): Promise<number> {
  const file = createWriteStream(path, { mode: 0o600 });
  let count = 0;
  for await (const item of items) {
    count++;
    if (!file.write(`${JSON.stringify(line(item))}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
  return count;
}

async function* readLines<L>(path: string): AsyncIterable<L> {
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (text.trim() === '') continue;
    let line: L;
    try {
      line = JSON.parse(text) as L;
    } catch {
      throw problem(
        'invalid',
        'ledger.export-broken',
        { zh: `导出文件坏了：${path}`, en: `The exported file is broken: ${path}` },
        {
          zh: '它不是导出时的样子，请重新导出或换一份备份再核对。',
          en: 'It is not as it was exported. Export again, or verify another copy.',
        },
      );
    }
    yield line;
  }
}
