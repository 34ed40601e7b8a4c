/** The posts of an office as the security administrator keeps them. Imports nothing of the server. */
import { type Static, Type } from 'typebox';

const id = Type.String({ format: 'uuid' });
const text = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) });

/** Why a post ends; a code, since it stands in the chain for ever. */
export const endReasons = ['moved', 'left', 'leave', 'mistake'] as const;
export type EndReason = (typeof endReasons)[number];
export const endPostBody = Type.Object(
  { reason: Type.Unsafe<EndReason>({ type: 'string', enum: [...endReasons] }) },
  { additionalProperties: false },
);

export const officesQuery = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 40, description: 'Part of the name of an office' }) },
  { additionalProperties: false },
);
export const officeRow = Type.Object({ organId: id, name: text, regionCode: Type.String(), regionName: Type.String() });
export type OfficeRow = Static<typeof officeRow>;
export const officeRows = Type.Object({ rows: Type.Array(officeRow) });

export const officePost = Type.Object({
  postId: id,
  personId: id,
  name: Type.String(),
  number: Type.String({ description: 'Staff number' }),
  role: Type.String(),
  title: text,
  window: Type.Union([Type.String(), Type.Null()]),
  since: Type.String(),
  /** A post of one's own: it is another administrator's to end. */
  own: Type.Boolean(),
});
export type OfficePost = Static<typeof officePost>;
export const officeView = Type.Object({
  ...officeRow.properties,
  posts: Type.Array(officePost),
  windows: Type.Array(Type.Object({ windowId: id, name: Type.String(), taken: Type.Boolean() })),
});
export type OfficeView = Static<typeof officeView>;

export const colleagueQuestion = Type.Object(
  { who: Type.String({ minLength: 1, maxLength: 60, description: 'Staff number or whole name' }) },
  { additionalProperties: false },
);
export const colleagueFound = Type.Object({
  rows: Type.Array(Type.Object({ personId: id, name: Type.String(), number: Type.String(), posts: Type.Array(Type.String()) })),
});
export type ColleagueFound = Static<typeof colleagueFound>;
