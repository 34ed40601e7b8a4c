import { plainInput } from '#platform/http';
import type { PageRequest } from './page.ts';

type Posted = PageRequest['posted'];

/** One file of a posted form: the name of its input, what it is called, its bytes. */
export type PostedFile = { field: string; name: string; stream: AsyncIterable<Uint8Array> };

/**
 * Reads a form that carries files, in the order of the page: fields before a file are known when it comes. Inputs left
 * empty are no files. The sender is checked before anything is kept.
 */
export async function readParts(request: PageRequest, take: (file: PostedFile, before: Posted) => Promise<void>): Promise<Posted> {
  const posted: Posted = {};
  let checked = false;
  const check = (): void => {
    if (!checked) request.checkPosted(posted);
    checked = true;
  };
  for await (const part of request.raw.parts({ limits: { files: 20, fields: 300 } })) {
    if (part.type === 'field') {
      const value = plainInput(typeof part.value === 'string' ? part.value : '', part.fieldname);
      const before = posted[part.fieldname];
      Object.defineProperty(posted, part.fieldname, {
        value: before === undefined ? value : [before, value].flat(),
        enumerable: true,
        writable: true,
        configurable: true,
      });
      continue;
    }
    check();
    if (part.filename === '' || part.filename === undefined) {
      part.file.resume();
      continue;
    }
    await take({ field: part.fieldname, name: plainInput(part.filename, part.fieldname), stream: part.file }, posted);
    // What the taker refused early must still be read to its end, or the rest of the form never comes.
    part.file.resume();
  }
  check();
  return posted;
}
