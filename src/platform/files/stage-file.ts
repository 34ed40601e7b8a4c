import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type Problem, problem } from '#platform/errors';
import { encryptChunks, FILE_KEY_BYTES } from './chunks.ts';
import { ContentCheck, type FileType, fileTypes } from './content-check.ts';
import type { FileStore } from './file-store.ts';
import type { StagedFile, Upload, UploadOptions } from './file.ts';

const TWENTY_MB = 20 * 1024 * 1024;

/** Checks, encrypts and stores bytes as they come; nothing is left behind when they are refused or the sender goes away. */
export async function stageFile(store: FileStore, source: Upload, options: UploadOptions & { at: Date }): Promise<StagedFile> {
  const limit = options.limit ?? TWENTY_MB;
  const id = randomUUID();
  const secret = randomBytes(FILE_KEY_BYTES);
  const check = new ContentCheck(options.allow ?? fileTypes);
  const digest = createHash('sm3');
  let bytes = 0;
  let type: FileType | undefined;

  async function* checked(): AsyncIterable<Uint8Array> {
    for await (const part of source) {
      bytes += part.length;
      if (bytes > limit) throw tooLarge(limit);
      const piece = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
      await check.take(piece);
      digest.update(piece);
      yield piece;
    }
    // A multipart parser with a limit of its own ends the part early and only says so here.
    if ((source as { truncated?: boolean }).truncated === true) throw tooLarge(limit);
    // Inside the stream, so that a broken file fails before the store makes it whole.
    type = await check.finish();
  }

  await store.write(id, encryptChunks(secret, id, checked()), options.at);
  return { id, type: type as FileType, bytes, digest: digest.digest(), secret, stagedAt: options.at };
}

function tooLarge(limit: number): Problem {
  const mb = Math.max(1, Math.floor(limit / 1024 / 1024));
  return problem(
    'tooLarge',
    'files.size',
    { zh: `这个文件太大，最多收${mb}MB。`, en: `This file is too large; the limit is ${mb} MB.` },
    {
      zh: '请用手机重新拍一张，或分成几个文件；也可以带原件到窗口。',
      en: 'Take a new photo with your phone or split it into several files; or bring the original to a window.',
    },
    { data: { limitBytes: limit } },
  );
}
