/** Blocks shared by items: materials by code (ID, HK …) and form fields by name (person.name …). */
import { Type, type Static } from 'typebox';
import { routeSchema } from './handling.format.ts';
import { textIn } from './parts.format.ts';

const strict = { additionalProperties: false };

const sharedMaterial = Type.Object(
  {
    name: textIn,
    issuer: Type.Optional(textIn),
    source: Type.Integer({ enum: [10, 20, 99] }),
    type: Type.Integer({ enum: [1, 2, 3] }),
    standard: Type.Optional(textIn),
    hint: Type.Optional(textIn),
    routes: Type.Optional(Type.Array(routeSchema)),
    reuse: Type.Optional(Type.Boolean()),
    note: Type.Optional(textIn),
  },
  strict,
);
export const sharedMaterialsSchema = Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]*$' }), sharedMaterial);
/** Materials every item may use by code. */
export type SharedMaterials = Static<typeof sharedMaterialsSchema>;

export const sharedFieldsSchema = Type.Record(
  Type.String({ pattern: '^[a-zA-Z][A-Za-z0-9_.-]*$' }),
  Type.Object({ type: Type.String() }, { additionalProperties: true }),
);
/** Form fields every item may refer to. */
export type SharedFields = Static<typeof sharedFieldsSchema>;
