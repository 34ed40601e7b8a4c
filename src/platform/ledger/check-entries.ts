import { type Finding, finding } from './findings.ts';
import { LINE, lineAt, manifestLine, readLine } from './merkle.ts';
import { commitmentTo, type EntryRecord, entryHash, spell } from './record.ts';
import type { LedgerSource, StoredEntry } from './source.ts';

/** What the entries came to. */
export type CheckedEntries = {
  streams: number;
  entries: number;
  unsealed: number;
  payloads: { checked: number; erased: number; notShown: number };
};

/** Checks every entry in stream order against its chain, its seal and its payload, then what the seals hold and nobody showed. */
export async function checkEntries(
  source: LedgerSource,
  manifests: Map<number, Buffer>,
  tell: (one: Finding) => void,
): Promise<CheckedEntries> {
  const seen = new Map([...manifests].map(([number, manifest]) => [number, new Uint8Array(manifest.length / LINE)]));
  const streamIds = new Set<string>();
  const result: CheckedEntries = { streams: 0, entries: 0, unsealed: 0, payloads: { checked: 0, erased: 0, notShown: 0 } };
  let stream: { kind: string; id: string } | undefined;
  let before: { seq: number; hash: string } | undefined;
  let gone = new Set<number>();
  let erased = new Set<number>();

  const endStream = (): void => {
    if (stream === undefined) return;
    for (const seq of gone) {
      if (erased.has(seq)) result.payloads.erased++;
      else tell(finding('payload-missing', { stream, seq }));
    }
  };

  for await (const entry of source.entries()) {
    result.entries++;
    if (entry.kind !== stream?.kind || entry.id !== stream.id) {
      endStream();
      stream = { kind: entry.kind, id: entry.id };
      streamIds.add(entry.id);
      result.streams++;
      before = undefined;
      gone = new Set();
      erased = new Set();
    }
    const where = { stream, seq: entry.seq };
    const record = readRecord(entry);
    const hash = entryHash(entry.record);
    if (record === undefined || !hash.equals(entry.hash)) tell(finding('entry-altered', where));
    if (entry.seq !== (before?.seq ?? 0) + 1 || (record !== undefined && record.previous !== (before?.hash ?? null)))
      tell(finding('entry-out-of-chain', where));
    before = { seq: entry.seq, hash: hash.toString('hex') };
    checkSeal(entry, hash);
    for (const seq of record?.erases ?? []) if (seq < entry.seq) erased.add(seq);
    checkPayload(entry, record?.commitment ?? null);
  }
  endStream();

  function checkSeal(entry: StoredEntry, hash: Buffer): void {
    if (entry.sealedIn === null) {
      result.unsealed++;
      return;
    }
    const manifest = manifests.get(entry.sealedIn);
    const at = manifest === undefined ? -1 : lineAt(manifest, manifestLine(entry.id, entry.seq, hash));
    if (at < 0) tell(finding('entry-not-in-seal', { stream: { kind: entry.kind, id: entry.id }, seq: entry.seq, seal: entry.sealedIn }));
    else (seen.get(entry.sealedIn) as Uint8Array)[at] = 1;
  }

  function checkPayload(entry: StoredEntry, commitment: string | null): void {
    const where = { stream: { kind: entry.kind, id: entry.id }, seq: entry.seq };
    const { payload } = entry;
    if (commitment === null) {
      if (payload.state !== 'absent') tell(finding('payload-altered', where));
    } else if (payload.state === 'absent') gone.add(entry.seq);
    else if (payload.state === 'kept') result.payloads.notShown++;
    else if (payload.state === 'unreadable') tell(finding('payload-unreadable', where));
    else if (commitmentTo(payload.content) === commitment) result.payloads.checked++;
    else tell(finding('payload-altered', where));
  }

  for (const [number, marks] of seen) {
    const manifest = manifests.get(number) as Buffer;
    const told = new Set<string>();
    for (let at = marks.indexOf(0); at >= 0; at = marks.indexOf(0, at + 1)) {
      const { id, seq } = readLine(manifest, at);
      const lost = { stream: { kind: '?', id }, seal: number };
      if (streamIds.has(id)) tell(finding('entry-vanished', { ...lost, seq }));
      else if (!told.has(id)) tell(finding('stream-vanished', lost));
      told.add(id);
    }
  }
  return result;
}

/** The record, if the text is one in its only spelling and names this very entry. */
function readRecord(entry: StoredEntry): EntryRecord | undefined {
  try {
    const value = JSON.parse(entry.record) as EntryRecord;
    const named = value.format === 1 && value.stream.kind === entry.kind && value.stream.id === entry.id && value.seq === entry.seq;
    return named && spell(value) === entry.record ? value : undefined;
  } catch {
    return undefined;
  }
}
