import { type Problem, problem } from '#platform/errors';

/** No form or deed nests deeper; what does is made to exhaust somebody. */
const deepest = 24;

/** Characters nobody sees and nobody types: controls, and those that turn the direction of a paper's text around. */
// oxlint-disable-next-line no-control-regex -- these are the characters meant
const unseen = /[\u0001-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** What PostgreSQL refuses in a text or in JSON. */
const unkeepable = (text: string): boolean => text.includes('\u0000') || /\p{Cs}/u.test(text);

/**
 * Takes what came in as plain data: text the database can keep (no NUL, no half surrogate pair), objects of the plain
 * kind (path parameters come as something else), and no bottomless nesting.
 * @throws Problem invalid `platform.text` naming the field.
 */
export function plainInput<T>(value: T, field = '', depth = 0): T {
  if (typeof value === 'string') {
    if (unkeepable(value)) throw badText(field);
    return value.replaceAll(unseen, '') as T & string;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  if (depth > deepest) throw badText(field);
  if (Array.isArray(value)) return value.map((one, n) => plainInput(one, `${field}.${n}`, depth + 1)) as T;
  const out: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value)) {
    const name = field === '' ? key : `${field}.${key}`;
    if (unkeepable(key)) throw badText(field);
    // Defined, not assigned: a member of such a name would otherwise become the object's prototype.
    Object.defineProperty(out, key, { value: plainInput(one, name, depth + 1), enumerable: true, writable: true, configurable: true });
  }
  return out as T;
}

function badText(field: string): Problem {
  const say = { zh: '里面有看不见的坏字符，存不了', en: 'contains characters that cannot be stored' };
  return problem(
    'invalid',
    'platform.text',
    { zh: '送来的内容里有存不了的字符，没有生效。', en: 'The request contains characters that cannot be stored; nothing was changed.' },
    { zh: '请把这一项删掉重新打一遍，不要从别处粘贴。', en: 'Please clear that field and type it again instead of pasting.' },
    { fields: [{ field: field.slice(0, 100).replaceAll(/\p{Cc}|\p{Cs}/gu, ''), say }] },
  );
}
