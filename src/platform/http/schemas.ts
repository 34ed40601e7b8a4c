import { type TSchema, Type } from 'typebox';

/** A closed list of words; comes out as `enum` in OpenAPI, which a union of literals does not. */
export function choiceOf<const T extends readonly string[]>(words: T, description?: string) {
  return Type.Unsafe<T[number]>({ type: 'string', enum: [...words], ...(description === undefined ? {} : { description }) });
}

/** RFC 9457 answer of every refused request. */
export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'URN of the kind of problem' }),
    title: Type.String({ description: 'What is wrong, in plain words' }),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable code' }),
    next: Type.String({ description: 'What the reader can do now' }),
    fields: Type.Optional(Type.Array(Type.Object({ field: Type.String(), say: Type.String() }))),
    data: Type.Optional(Type.Unknown()),
  },
  { $id: 'Problem' },
);

/**
 * The same schema with every object closed that does not say itself whether it is open: a misspelt field of a request
 * is told to its sender instead of being dropped without a word.
 */
export function closed(schema: TSchema): TSchema {
  const close = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(close);
    if (node === null || typeof node !== 'object') return node;
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, close(value)]));
    return copy['type'] === 'object' && copy['properties'] !== undefined && copy['additionalProperties'] === undefined
      ? { ...copy, additionalProperties: false }
      : copy;
  };
  return close(schema) as TSchema;
}
