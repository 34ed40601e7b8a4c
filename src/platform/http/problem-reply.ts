import { Problem, problem, type ProblemKind } from '#platform/errors';
import { type Lang, say } from '#platform/text';
import { faultyField, sayFault, type ShapeFault } from './shape-words.ts';

const statuses: Record<ProblemKind, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  tooLarge: 413,
  tooMany: 429,
  unavailable: 503,
};

/** The HTTP status of a kind of problem. */
export const statusOf = (kind: ProblemKind): number => statuses[kind];

/** Body of an RFC 9457 answer, in the reader's language. */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: string;
  next: string;
  fields?: { field: string; say: string }[];
  data?: unknown;
};

/** The answer a problem makes. */
export function problemBody(p: Problem, lang: Lang): ProblemBody {
  return {
    type: `urn:tongban:problem:${p.code}`,
    title: say(p.say, lang),
    status: p.code === 'platform.defect' ? 500 : statusOf(p.kind),
    code: p.code,
    next: say(p.next, lang),
    ...(p.fields.length > 0 ? { fields: p.fields.map((f) => ({ field: f.field, say: say(f.say, lang) })) } : {}),
    ...(p.data === undefined ? {} : { data: p.data }),
  };
}

// SQLSTATEs of class 22 that a value sent by somebody can cause: no such uuid, number, date, character.
const unreadable = /^22(P02|P05|003|007|008|021)$/;
// How the multipart parser says that an upload ended early or was never one; it knows no codes.
const brokenUpload = /^(Multipart: |Unexpected end of multipart|Malformed |Part terminated|The needle )|terminated early due to|^aborted$/;

type FastifyLike = {
  message?: string;
  statusCode?: number;
  code?: string;
  validation?: ShapeFault[];
  validationContext?: string;
};

/** Any thrown thing as a Problem; what is not one of ours becomes an apology that tells nothing of the inside. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const e = error as FastifyLike;
  if (e.validation !== undefined) {
    const fields = e.validation
      .slice(0, 20)
      .map((fault) => ({ field: faultyField(fault), say: sayFault(fault, e.validationContext ?? 'body') }));
    return problem(
      'invalid',
      'platform.request-shape',
      { zh: '送来的内容缺项或者格式不对，没有生效。', en: 'The request lacks something or has a wrong shape; nothing was changed.' },
      { zh: '请按下面列出的地方改好再送一次。', en: 'Please correct what is listed and send it again.' },
      { fields, cause: error },
    );
  }
  if (unreadable.test(e.code ?? ''))
    return problem(
      'invalid',
      'platform.unreadable-value',
      { zh: '送来的内容里有一项读不懂，没有生效。', en: 'One of the values sent could not be read; nothing was changed.' },
      { zh: '请刷新页面再试一次。', en: 'Please reload the page and try again.' },
      { cause: error },
    );
  if (e.statusCode === undefined && (e.code === 'ECONNRESET' || brokenUpload.test(e.message ?? '')))
    return problem(
      'invalid',
      'platform.upload-broken',
      { zh: '文件没有传完，没有收下。', en: 'The upload broke off and was not taken.' },
      { zh: '请再传一次。网络不好时可以换个地方，或者带原件到窗口。', en: 'Please upload it again, or bring the original to a window.' },
      { cause: error },
    );
  if (e.statusCode === 413 || e.code === 'FST_REQ_FILE_TOO_LARGE')
    return problem(
      'tooLarge',
      'platform.too-large',
      { zh: '送来的内容太大了，没有收下。', en: 'What was sent is too large and was not taken.' },
      { zh: '请把照片拍小一点，或者分几次传。', en: 'Please send smaller pictures, or in several parts.' },
      { cause: error },
    );
  if (e.statusCode === 415)
    return problem(
      'invalid',
      'platform.media-type',
      { zh: '送来的内容格式不认识。', en: 'The format of the content is not known.' },
      { zh: '接口收JSON，网页收表单。请换成这两种。', en: 'The interface takes JSON, pages take forms.' },
      { cause: error },
    );
  if (e.statusCode !== undefined && e.statusCode >= 400 && e.statusCode < 500)
    return problem(
      'invalid',
      'platform.bad-request',
      { zh: '这个请求读不懂，没有生效。', en: 'The request could not be read; nothing was changed.' },
      { zh: '请刷新页面再试一次。', en: 'Please reload the page and try again.' },
      { cause: error },
    );
  return problem(
    'unavailable',
    'platform.defect',
    { zh: '我们这边出了错，这一步没有生效。', en: 'Something went wrong on our side; this step did not take effect.' },
    {
      zh: '您先前提交成功的都在。请过一会儿再试，急用可以去窗口或打电话。',
      en: 'What was acknowledged before is safe. Please try later, or use a window or the telephone.',
    },
    { cause: error },
  );
}
