import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ContentCheck, fileTypes } from './content-check.ts';
import { sampleJpeg, samplePdf, samplePng, sampleZip } from './sample-files.ts';

const look = async (bytes: Buffer, allow = fileTypes, step = 1000): Promise<string> => {
  const check = new ContentCheck(allow);
  try {
    for (let at = 0; at < bytes.length; at += step) await check.take(bytes.subarray(at, at + step));
    return await check.finish();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('what a file is', () => {
  it.each([
    ['PDF', samplePdf(9000), 'application/pdf'],
    ['PNG', samplePng(), 'image/png'],
    ['JPEG', sampleJpeg(200_000), 'image/jpeg'],
    ['OFD', sampleZip('OFD.xml', 'x'.repeat(100_000)), 'application/ofd'],
    [
      'JPEG with a video behind it, as some phones make',
      Buffer.concat([sampleJpeg(), Buffer.from('00000018667479706d703432', 'hex'), Buffer.alloc(200_000, 1)]),
      'image/jpeg',
    ],
    ['other ZIP', sampleZip('a.txt'), 'files.type'],
    ['ZIP that only mentions OFD.xml', sampleZip('a.txt', 'OFD.xml'), 'files.type'],
    ['Windows program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000)]), 'files.type'],
    ['web page named .pdf', Buffer.from('<html><script>alert(1)</script></html>'), 'files.type'],
    ['SVG', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'files.type'],
    ['HEIC photo', Buffer.concat([Buffer.from('0000001866747970686569630000000068656963', 'hex'), Buffer.alloc(5000)]), 'files.type'],
    ['nothing', Buffer.alloc(0), 'files.empty'],
    ['cut PDF', samplePdf(9000).subarray(0, 8000), 'files.broken'],
    ['cut PNG', samplePng().subarray(0, 50), 'files.broken'],
    ['cut JPEG', sampleJpeg(200_000).subarray(0, 100_000), 'files.broken'],
    ['cut OFD', sampleZip().subarray(0, -22), 'files.broken'],
  ])('%s', async (_, bytes, expected) => {
    expect(await look(bytes)).toBe(expected);
  });
  it('does not depend on how the bytes arrive', async () => {
    const files = [samplePdf(9000), samplePng(), sampleJpeg(), sampleZip(), sampleZip('a.txt'), sampleJpeg().subarray(0, 300)];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.integer({ min: 1, max: 400 }), async (bytes, step) => {
        expect(await look(bytes, fileTypes, step)).toBe(await look(bytes, fileTypes, 1e9));
      }),
      { numRuns: 60 },
    );
  });
  it('takes only what the caller allows, and says a way on for each refusal', async () => {
    expect(await look(samplePdf(), ['image/jpeg', 'image/png'])).toBe('files.type');
    const check = new ContentCheck(['application/pdf']);
    await check.take(samplePng());
    await expect(check.finish()).rejects.toMatchObject({
      kind: 'invalid',
      say: { zh: '这个文件不是PDF，收不了。' },
      next: { zh: expect.stringContaining('窗口') },
    });
  });
});
