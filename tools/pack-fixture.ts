// Packs a back-up of the demonstration city, with its keys, into one file for the upgrade test:
//   node --import tsx tools/pack-fixture.ts BACKUP_FOLDER KEYRING_FILE OUT_FILE
// Made once per landed version with that version's server, and never again: it stands for what is out there.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

type Packed = { path: string; bytes: number };

/** The folder and the key file in one. */
export function pack(folder: string, keyring: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile());
  const parts = [
    ...files.sort().map((path): [string, Buffer] => [path, readFileSync(join(folder, path))]),
    ['keyring.json', readFileSync(keyring)] as [string, Buffer],
  ];
  const head = Buffer.from(`${JSON.stringify(parts.map(([path, bytes]): Packed => ({ path, bytes: bytes.length })))}\n`);
  return brotliCompressSync(Buffer.concat([head, ...parts.map(([, bytes]) => bytes)]), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  });
}

/** Every file in a pack. */
export function unpack(packed: Buffer): Map<string, Buffer> {
  const all = brotliDecompressSync(packed);
  let at = all.indexOf(10) + 1;
  const list = JSON.parse(all.subarray(0, at).toString('utf8')) as Packed[];
  return new Map(list.map(({ path, bytes }) => [path, all.subarray(at, (at += bytes))]));
}

if (process.argv[1]?.endsWith('pack-fixture.ts')) {
  const [folder = '', keyring = '', out = ''] = process.argv.slice(2);
  writeFileSync(out, pack(folder, keyring));
}
