import { sm3 } from '#platform/crypto';

/** Bytes of one line of a manifest: stream id 16, seq 4, entry hash 32. */
export const LINE = 52;

/** One line of a manifest. */
export function manifestLine(id: string, seq: number, hash: Buffer): Buffer {
  const line = Buffer.alloc(LINE);
  line.write(id.replaceAll('-', ''), 0, 'hex');
  line.writeUInt32BE(seq, 16);
  hash.copy(line, 20);
  return line;
}

/** The manifest of a seal: its lines sorted, so that everybody builds the same tree. */
export function makeManifest(entries: readonly { id: string; seq: number; hash: Buffer }[]): Buffer {
  return Buffer.concat(entries.map((e) => manifestLine(e.id, e.seq, e.hash)).sort(Buffer.compare));
}

/** Merkle root: leaf = SM3(00 ‖ line), node = SM3(01 ‖ left ‖ right), a lone node goes up as it is. */
export function merkleRoot(manifest: Buffer): Buffer {
  let level = leaves(manifest);
  if (level.length === 0) return sm3(zero);
  while (level.length > 1) level = above(level);
  return level[0] as Buffer;
}

function leaves(manifest: Buffer): Buffer[] {
  const level: Buffer[] = [];
  for (let at = 0; at < manifest.length; at += LINE) level.push(sm3(Buffer.concat([zero, manifest.subarray(at, at + LINE)])));
  return level;
}

function above(level: readonly Buffer[]): Buffer[] {
  const next: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] as Buffer;
    const right = level[i + 1];
    next.push(right === undefined ? left : sm3(Buffer.concat([one, left, right])));
  }
  return next;
}

/** From a line up to the root: the other halves, each with its side. */
export function merklePath(manifest: Buffer, index: number): string[] {
  const path: string[] = [];
  let level = leaves(manifest);
  for (let at = index; level.length > 1; at >>= 1) {
    const other = level[at ^ 1];
    if (other !== undefined) path.push(`${at % 2 === 1 ? 'L' : 'R'}${other.toString('hex')}`);
    level = above(level);
  }
  return path;
}

/** Where a line stands in a sorted manifest, or -1. */
export function lineAt(manifest: Buffer, line: Buffer): number {
  let low = 0;
  let high = manifest.length / LINE - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = line.compare(manifest, middle * LINE, (middle + 1) * LINE);
    if (order === 0) return middle;
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}

/** Which entry a line names. */
export function readLine(manifest: Buffer, index: number): { id: string; seq: number } {
  const hex = manifest.toString('hex', index * LINE, index * LINE + 16);
  const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { id, seq: manifest.readUInt32BE(index * LINE + 16) };
}

const zero = Buffer.from([0]);
const one = Buffer.from([1]);
