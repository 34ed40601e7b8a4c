/**
 * The item document, format 1: what a department writes, as YAML, one file per base item.
 * Texts may be a plain string (= zh) or a language map; everything else is strict, so that a
 * misspelt key is refused with its line instead of being silently ignored.
 */
import { Type, type Static } from 'typebox';
import { handlingSchema } from './handling.format.ts';
import { key, legalBasis, regionCode, sourceMark, textIn } from './parts.format.ts';

/** Newest document format this programme reads. Older documents are upgraded by `upgradeSteps`. */
export const currentFormat = 1;

/** Item type codes, GB/T 39046-2020 annex A. */
export const itemTypes: Readonly<Record<string, string>> = {
  '00': '行政权力事项',
  '01': '行政许可',
  '02': '行政处罚',
  '03': '行政强制',
  '04': '行政征收',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
};

/** Whom an item is for. */
export const serviceObjects = ['natural', 'enterprise', 'selfEmployed', 'organisation'] as const;

/** Life events people browse by; `who` says whether the topic belongs to persons, organisations or both. */
export const lifeEvents = {
  birth: { zh: '生孩子', en: 'Having a child', who: 'person' },
  school: { zh: '上学', en: 'School', who: 'person' },
  work: { zh: '工作与社保', en: 'Work and social insurance', who: 'both' },
  health: { zh: '看病与医保', en: 'Health', who: 'person' },
  aging: { zh: '养老', en: 'Growing old', who: 'person' },
  housing: { zh: '房子', en: 'Housing', who: 'both' },
  disability: { zh: '残疾人服务', en: 'Disability', who: 'person' },
  family: { zh: '婚姻与家庭', en: 'Family', who: 'person' },
  bereavement: { zh: '身后事', en: 'Bereavement', who: 'person' },
  hardship: { zh: '困难救助', en: 'In hardship', who: 'person' },
  'id-documents': { zh: '证件与户口', en: 'Identity papers', who: 'person' },
  driving: { zh: '车辆与驾驶', en: 'Driving', who: 'both' },
  business: { zh: '开店办企业', en: 'Running a business', who: 'organisation' },
  food: { zh: '餐饮食品', en: 'Food', who: 'organisation' },
  construction: { zh: '工程建设', en: 'Construction', who: 'organisation' },
  tax: { zh: '税务', en: 'Tax', who: 'both' },
} as const;

const overlaySchema = Type.Object(
  {
    region: regionCode,
    organ: Type.Optional(
      Type.Object(
        { name: textIn, uscc: Type.String(), level: Type.String({ pattern: '^[1-7]$', say: '行使层级是1到7' }) },
        { additionalProperties: false },
      ),
    ),
    days: Type.Optional(
      Type.Object(
        { statutory: Type.Optional(Type.Integer({ minimum: 0 })), promised: Type.Optional(Type.Integer({ minimum: 0 })) },
        { additionalProperties: false },
      ),
    ),
    phone: Type.Optional(Type.String()),
    complaintPhone: Type.Optional(Type.String()),
    doors: Type.Optional(Type.Array(Type.Union([Type.Literal('portal'), Type.Literal('window'), Type.Literal('partner')]))),
    handlings: Type.Optional(Type.Array(key)),
    liveRoutes: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
    note: Type.Optional(textIn),
  },
  { additionalProperties: false },
);

/** JSON Schema (2020-12) of an item document. */
export const itemDocumentSchema = Type.Object(
  {
    format: Type.Literal(currentFormat, { say: '现在只认format: 1' }),
    key,
    name: textIn,
    legalName: textIn,
    type: Type.String({ enum: Object.keys(itemTypes), say: '事项类型要用国标代码，例如 "05"，并加引号' }),
    basic: Type.Optional(Type.String({ pattern: '^[0-9]{12}$', say: '基本编码是12位数字，要加引号' })),
    objects: Type.Array(Type.String({ enum: [...serviceObjects] }), { minItems: 1 }),
    department: key,
    events: Type.Array(Type.String({ enum: Object.keys(lifeEvents) }), { minItems: 1 }),
    summary: textIn,
    legalBasis: Type.Array(legalBasis, { minItems: 1 }),
    words: Type.Array(Type.String({ minLength: 1 })),
    aliases: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
    faq: Type.Array(Type.Object({ q: textIn, a: textIn, source: Type.Optional(sourceMark) }, { additionalProperties: false })),
    handlings: Type.Array(handlingSchema, { minItems: 1 }),
    overlays: Type.Array(overlaySchema, { minItems: 1 }),
  },
  { additionalProperties: false, $id: 'tongban:item-document-1' },
);

/** An item document as written. */
export type ItemDocument = Static<typeof itemDocumentSchema>;
/** One overlay (organ × region) of a document. */
export type ItemOverlay = Static<typeof overlaySchema>;

/** Turns a document of format `from` into `from + 1`. Published bytes are never rewritten: readers run these. */
export interface UpgradeStep {
  from: number;
  say: string;
  upgrade(document: Record<string, unknown>): Record<string, unknown>;
}

/** Listed steps between formats, oldest first. Format 1 is the first, so there is none yet. */
export const upgradeSteps: readonly UpgradeStep[] = [];

/** Brings a document of any known format to the current one. */
export function upgradeDocument(document: Record<string, unknown>, steps = upgradeSteps, current = currentFormat): Record<string, unknown> {
  let at = document;
  for (const step of steps) if (at['format'] === step.from && step.from < current) at = { ...step.upgrade(at), format: step.from + 1 };
  return at;
}
