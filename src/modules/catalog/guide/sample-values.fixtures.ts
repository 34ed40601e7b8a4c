/** Values somebody might give, for tests that fill every form of the demonstration. */
import { columnsOf, type FieldSchema, fieldType } from '#platform/forms';

/** A value somebody might give; the first option, the least number, a day on the right side of today. */
export function sample(field: FieldSchema, matching: (pattern: RegExp) => string): unknown {
  if (typeof field['pattern'] === 'string') return matching(new RegExp(field['pattern']));
  const least = field.minimum ?? 1;
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
      return field['x-min'] === undefined ? '2026-11-20' : '2026-12-20';
    case 'period':
      return { from: '2026-11-01', to: '2027-11-01' };
    case 'number':
    case 'money':
      return Math.max(least, 1);
    case 'choice':
      return field['x-options']?.[0]?.value ?? field.enum?.[0];
    case 'multi':
      return [field['x-options']?.[0]?.value];
    case 'yesno':
    case 'declaration':
      return true;
    case 'table':
      return [Object.fromEntries(columnsOf(field).map((column) => [column.id, sample(column, matching)]))];
    default:
      return '写明白的话'.repeat(3).slice(0, Math.max(field.minLength ?? 0, Math.min(field.maxLength ?? 15, 15)));
  }
}
