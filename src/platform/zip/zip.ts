import { crc32, createDeflateRaw } from 'node:zlib';
import { shanghaiDate, shanghaiTime } from '#platform/clock';

/** One file of the archive; its bytes are asked for when its turn comes. */
export type ZipEntry = { path: string; at: Date; bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array> };

type Written = { name: Buffer; stamp: [time: number, day: number]; crc: number; packed: number; size: number; offset: number };

// Bit 3: sizes follow the bytes, since they flow. Bit 11: names are UTF-8.
const flags = 0x0808;
const most = 0xffff_ffff;

/**
 * Writes a ZIP archive piece by piece: nothing is held but the piece at hand and a line a file. Paths are relative and
 * cannot climb; two of one name, or more than the plain format can say (4 GB, 65,535 files), is an error, not a broken archive.
 */
export async function* zip(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  const seen = new Set<string>();
  let offset = 0;
  const count = (piece: Buffer): Buffer => {
    offset += piece.length;
    if (offset > most) throw new RangeError('zip: more than 4 GB');
    return piece;
  };
  for await (const entry of entries) {
    const path = clean(entry.path);
    if (seen.has(path)) throw new Error(`zip: ${path} twice`);
    seen.add(path);
    if (seen.size > 0xffff) throw new RangeError('zip: too many files');
    const file: Written = { name: Buffer.from(path, 'utf8'), stamp: dosTime(entry.at), crc: 0, packed: 0, size: 0, offset };
    yield count(header(0x0403_4b50, file, [20]));
    for await (const piece of deflated(entry.bytes, file)) yield count(piece);
    yield count(sizes(file));
    written.push(file);
  }
  const start = offset;
  for (const file of written) yield count(header(0x0201_4b50, file, [20, 20]));
  yield count(ending(written.length, offset - start, start));
}

async function* deflated(bytes: ZipEntry['bytes'], file: Written): AsyncGenerator<Buffer> {
  const pack = createDeflateRaw();
  const feed = (async () => {
    for await (const piece of bytes) {
      file.crc = crc32(piece, file.crc);
      file.size += piece.length;
      if (!pack.write(piece)) await new Promise<void>((done) => pack.once('drain', done));
    }
    pack.end();
  })().catch((error: unknown) => pack.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const piece of pack as AsyncIterable<Buffer>) {
      file.packed += piece.length;
      yield piece;
    }
    await feed;
  } finally {
    pack.destroy();
  }
}

/** Forward slashes, no way up, no empty step, nothing a file system chokes on. */
function clean(path: string): string {
  const steps = path.split('/').map((s) => s.replaceAll(/[\p{Cc}\\:*?"<>|]/gu, '_').trim());
  if (steps.some((s) => s === '' || s === '.' || s === '..')) throw new Error(`zip: ${path} is no path`);
  return steps.join('/');
}

function dosTime(at: Date): [number, number] {
  const [year = 1980, month = 1, day = 1] = shanghaiDate(at).split('-').map(Number);
  const [hour = 0, minute = 0] = shanghaiTime(at).split(':').map(Number);
  return [(hour << 11) | (minute << 5), ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | day];
}

/** The head of a file at its place, or its line in the list at the end, which also says where it begins. */
function header(mark: number, file: Written, versions: number[]): Buffer {
  const inList = versions.length === 2;
  const fixed = Buffer.alloc(inList ? 46 : 30);
  let at = fixed.writeUInt32LE(mark, 0);
  for (const version of versions) at = fixed.writeUInt16LE(version, at);
  at = fixed.writeUInt16LE(flags, at);
  at = fixed.writeUInt16LE(8, at);
  at = fixed.writeUInt16LE(file.stamp[0], at);
  at = fixed.writeUInt16LE(file.stamp[1], at);
  at = fixed.writeUInt32LE(inList ? file.crc : 0, at);
  at = fixed.writeUInt32LE(inList ? file.packed : 0, at);
  at = fixed.writeUInt32LE(inList ? file.size : 0, at);
  at = fixed.writeUInt16LE(file.name.length, at);
  if (inList) fixed.writeUInt32LE(file.offset, 42);
  return Buffer.concat([fixed, file.name]);
}

function sizes(file: Written): Buffer {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x0807_4b50, 0);
  tail.writeUInt32LE(file.crc, 4);
  tail.writeUInt32LE(file.packed, 8);
  tail.writeUInt32LE(file.size, 12);
  return tail;
}

function ending(files: number, length: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(files, 8);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
