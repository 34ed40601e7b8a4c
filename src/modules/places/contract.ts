/** Schemas of what the places routes take and answer. Imports nothing of the server: browsers read this. */
import { type Static, Type } from 'typebox';

const level = Type.Unsafe<'province' | 'city' | 'county' | 'town' | 'village'>({
  type: 'string',
  enum: ['province', 'city', 'county', 'town', 'village'],
});
const text = Type.Object({ zh: Type.String(), en: Type.Optional(Type.String()) });
const period = Type.Tuple([Type.String(), Type.String()]);

export const regionCode = Type.String({ pattern: '^[0-9A-Za-z_-]{2,18}$' });

/** A division in a picker. */
export const regionRow = Type.Object({ code: Type.String(), level, name: Type.String(), label: text, hasChildren: Type.Boolean() });
export type RegionRow = Static<typeof regionRow>;

export const childrenQuery = Type.Object({ parent: Type.Optional(regionCode) }, { additionalProperties: false });
export const regionRows = Type.Object({ parent: Type.Union([regionRow, Type.Null()]), rows: Type.Array(regionRow) });

export const nameQuery = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 40 }), within: Type.Optional(regionCode), level: Type.Optional(level) },
  { additionalProperties: false },
);
export const foundRegions = Type.Object({ rows: Type.Array(Type.Object({ code: Type.String(), level, label: Type.String() })) });

export const pointQuery = Type.Object({ region: Type.Optional(regionCode) }, { additionalProperties: false });

/** A service point as people see it. */
export const pointRow = Type.Object({
  id: Type.String(),
  kind: Type.Unsafe<'city-hall' | 'county-hall' | 'town-centre' | 'village-station'>({
    type: 'string',
    enum: ['city-hall', 'county-hall', 'town-centre', 'village-station'],
  }),
  name: text,
  organ: Type.String(),
  address: text,
  phone: Type.String(),
  hours: Type.Record(Type.String(), Type.Array(period)),
  hoursText: text,
  open: Type.Boolean(),
  closes: Type.Union([Type.String(), Type.Null()]),
  nextOpen: Type.Union([Type.Object({ day: Type.String(), opens: Type.String() }), Type.Null()]),
  accessibility: Type.Array(text),
  helper: Type.Union([Type.String(), Type.Null()]),
  position: Type.Union([Type.Object({ lat: Type.Number(), lon: Type.Number(), approx: Type.Boolean() }), Type.Null()]),
});
export type PointRow = Static<typeof pointRow>;
export const pointRows = Type.Object({ rows: Type.Array(pointRow) });
