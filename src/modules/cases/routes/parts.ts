import { type TSchema, Type } from 'typebox';
import { type Problem, problem } from '#platform/errors';
import { fileHeaders, type FileRef, type Upload } from '#platform/files';
import type { RouteRequest } from '#platform/http';
import { Readable } from 'node:stream';
import { id } from '../contract.ts';

/** Path parameters. */
export const ofCase = Type.Object({ caseId: id });
export const ofDraft = Type.Object({ draftId: id });

/** A list in an object, so that it can grow a cursor later. */
export const rows = <T extends TSchema>(schema: T) => Type.Object({ rows: Type.Array(schema) });

/** A stored file as an answer: attachment, never sniffed. */
export const asFile = ({ file, stream }: { file: FileRef; stream: Readable }): Response =>
  new Response(Readable.toWeb(stream) as unknown as ReadableStream, { headers: fileHeaders(file) });

const noFile = (): Problem =>
  problem(
    'invalid',
    'cases.no-file',
    { zh: '没有收到文件。', en: 'No file arrived.' },
    { zh: '请选一张照片或一份PDF再传。', en: 'Choose a picture or a PDF and try again.' },
  );

/** The one file of a multipart request, as a stream. */
export async function uploadOf(raw: RouteRequest<unknown, unknown, unknown>['raw']): Promise<{ name: string; bytes: Upload }> {
  const multipart = raw as unknown as {
    isMultipart?: () => boolean;
    file?: () => Promise<{ filename: string; file: Upload } | undefined>;
  };
  const part = multipart.isMultipart?.() === true ? await multipart.file?.() : undefined;
  if (part === undefined || part.filename === '') throw noFile();
  return { name: part.filename, bytes: part.file };
}
