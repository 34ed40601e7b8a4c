import type { Text } from '#platform/text';

/** What the validator says of one place. */
export type ShapeFault = {
  instancePath?: string;
  keyword?: string;
  params?: Record<string, unknown>;
  message?: string;
};

type Say = (params: Record<string, unknown>) => Text;

const kinds: Record<string, string> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: '是或否',
  array: '一组内容',
  object: '一组带名字的内容',
  null: '空',
};

const says: Record<string, Say> = {
  required: () => ({ zh: '这一项没有填', en: 'is missing' }),
  additionalProperties: () => ({ zh: '没有这一项，请核对名字', en: 'is not known here; check its name' }),
  type: ({ type }) => ({ zh: `要填${kinds[String(type)] ?? String(type)}`, en: `must be ${String(type)}` }),
  enum: ({ allowedValues }) => {
    const list = Array.isArray(allowedValues) ? allowedValues.slice(0, 20).map(String) : [];
    return { zh: `只能填：${list.join('、')}`, en: `must be one of: ${list.join(', ')}` };
  },
  const: () => ({ zh: '不是这里能填的内容', en: 'is not what may stand here' }),
  minLength: ({ limit }) => ({ zh: `至少要${String(limit)}个字`, en: `needs ${String(limit)} characters or more` }),
  maxLength: ({ limit }) => ({ zh: `最多${String(limit)}个字`, en: `may have ${String(limit)} characters at most` }),
  minimum: ({ limit }) => ({ zh: `不能小于${String(limit)}`, en: `must be ${String(limit)} or more` }),
  maximum: ({ limit }) => ({ zh: `不能大于${String(limit)}`, en: `must be ${String(limit)} or less` }),
  minItems: ({ limit }) => ({ zh: `至少要${String(limit)}项`, en: `needs ${String(limit)} or more` }),
  maxItems: ({ limit }) => ({ zh: `最多${String(limit)}项`, en: `may hold ${String(limit)} at most` }),
  pattern: () => ({ zh: '写法不对', en: 'is not written as it must be' }),
  format: ({ format }) => ({
    zh:
      { date: '要填真实的日期，例如2026-01-31', 'date-time': '要填日期和时间', uuid: '编号的写法不对', email: '邮箱的写法不对' }[
        String(format)
      ] ?? '写法不对',
    en: `must be a valid ${String(format)}`,
  }),
};

/** Where the fault is, as a path with dots; empty for the whole. */
export function faultyField({ instancePath, params }: ShapeFault): string {
  const name = params?.['missingProperty'] ?? params?.['additionalProperty'];
  return [...(instancePath ?? '').split('/').filter((part) => part !== ''), ...(typeof name === 'string' ? [name] : [])].join('.');
}

/** The fault in words: which place, and what may stand there. */
export function sayFault(fault: ShapeFault, whole: string): Text {
  const where = faultyField(fault) || whole;
  const what = says[fault.keyword ?? '']?.(fault.params ?? {}) ?? { zh: '格式不对', en: fault.message ?? 'is not valid' };
  return { zh: `「${where}」：${what.zh}。`, en: `${where} ${what.en ?? ''}.` };
}
