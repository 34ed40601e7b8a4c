import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzip } from './unzip.fixtures.ts';
import { zip, type ZipEntry } from './zip.ts';

const at = new Date('2026-11-25T01:30:00Z');
async function whole(entries: Iterable<ZipEntry>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of zip(entries)) pieces.push(piece);
  return Buffer.concat(pieces);
}
const python = spawnSync('python3', ['--version']).status === 0;

describe('an archive', () => {
  it('holds every file whole under its name, whatever the pieces were', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.tuple(fc.stringMatching(/^[a-z银行卡]{1,12}$/), fc.array(fc.uint8Array({ maxLength: 5_000 }), { maxLength: 4 })),
          {
            selector: ([name]) => name,
            maxLength: 8,
          },
        ),
        async (files) => {
          const read = unzip(await whole(files.map(([name, bytes]) => ({ path: `文件/${name}`, at, bytes }))));
          expect([...read]).toEqual(files.map(([name, bytes]) => [`文件/${name}`, Buffer.concat(bytes)]));
        },
      ),
      { numRuns: 40 },
    ));

  it.skipIf(!python)('is taken by another unpacker, with its names', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'tongban-zip-'));
    try {
      const big = Buffer.alloc(3_000_000, 'tongban');
      writeFileSync(
        join(dir, 'a.zip'),
        await whole([
          { path: '材料/银行卡.pdf', at, bytes: [big] },
          { path: 'index.html', at, bytes: [] },
        ]),
      );
      const script =
        'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [(i.filename, i.file_size) for i in z.infolist()])';
      const said = spawnSync('python3', ['-c', script, join(dir, 'a.zip')], {
        encoding: 'utf8',
        env: { PYTHONIOENCODING: 'utf-8', PATH: process.env['PATH'] },
      });
      expect(said.stdout.trim()).toBe("None [('材料/银行卡.pdf', 3000000), ('index.html', 0)]");
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });

  it('never lets a name climb out, nor two files share one, and a file that fails ends it', async () => {
    for (const path of ['../x', 'a//b', '/etc/passwd', 'a/../../b', '.'])
      await expect(whole([{ path, at, bytes: [] }])).rejects.toThrow('no path');
    await expect(
      whole([
        { path: 'a', at, bytes: [] },
        { path: 'a', at, bytes: [] },
      ]),
    ).rejects.toThrow('twice');
    expect([...unzip(await whole([{ path: 'a\\..\\b:c', at, bytes: [] }])).keys()]).toEqual(['a_.._b_c']);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('gone');
    }
    await expect(whole([{ path: 'a', at, bytes: broken() }])).rejects.toThrow('gone');
  });
});
