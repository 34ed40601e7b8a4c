import { columnsOf, type FieldSchema, fieldType } from '#platform/forms';
import type { CrowdPerson } from '#identity';

/** Words that fit the patterns the demonstration's forms ask for. */
const patterned = [
  'J320012345',
  'A123456789',
  '123456789012',
  '32990119440617152843',
  'LFV2A21K8A3123456',
  '3299012024000012345',
  '苏K12345',
];

/** A value somebody might give: the first choice, the least number, a day on the right side of the present one. */
export function plausible(field: FieldSchema, day: { before: string; after: string; later: string }): unknown {
  if (typeof field['pattern'] === 'string') {
    const pattern = new RegExp(field['pattern']);
    return patterned.find((word) => pattern.test(word));
  }
  switch (fieldType(field)) {
    case 'name':
      return '陈桂兰';
    case 'id-number':
      return '329901194406171528';
    case 'uscc':
      return '91329901MA9K204162';
    case 'phone':
      return '13800004428';
    case 'bank-account':
      return '6217860000314402598';
    case 'region':
      return '329901101201';
    case 'date':
      return field['x-min'] === undefined ? day.before : day.after;
    case 'period':
      return { from: day.before, to: day.later };
    case 'number':
    case 'money':
      return Math.max(field.minimum ?? 1, 1);
    case 'choice':
      return field['x-options']?.[0]?.value ?? field.enum?.[0];
    case 'multi':
      return [field['x-options']?.[0]?.value];
    case 'yesno':
    case 'declaration':
      return true;
    case 'table':
      return [Object.fromEntries(columnsOf(field).map((column) => [column.id, plausible(column, day)]))];
    default:
      return '情况属实，请予办理。'
        .repeat(Math.ceil((field.minLength ?? 1) / 10))
        .slice(0, Math.max(field.minLength ?? 0, field.maxLength ?? 200));
  }
}

/** Which fields of a form are the applicant's own data, by where they come from. */
export function ownFields(properties: Record<string, FieldSchema>): { id: string; of: keyof CrowdPerson }[] {
  const paths: Record<string, keyof CrowdPerson> = {
    name: 'name',
    idNumber: 'number',
    uscc: 'number',
    phone: 'phone',
    address: 'address',
    birth: 'birth',
    sex: 'sex',
  };
  return Object.entries(properties).flatMap(([id, field]) => {
    const source = field['x-source']?.find((s) => s.from === 'identity' || s.from === 'session' || s.from === 'visit');
    const of = source === undefined ? undefined : paths[source.path];
    return of === undefined ? [] : [{ id, of }];
  });
}
