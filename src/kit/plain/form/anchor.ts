import { columnsOf, fieldType, type FieldSchema, type FormSchema } from './form.format.ts';

/** DOM id of one option of a radio or checkbox group. */
export function optionId(name: string, value: string): string {
  return `${name}.${value}`;
}

/** DOM id an error link leads to: the first control of the field, or the exact box the error names. */
export function anchorOf(form: Pick<FormSchema, 'properties'>, errorField: string): string {
  const id = /^[^.[]+/.exec(errorField)?.[0] ?? errorField;
  const field = form.properties[id] ?? form.properties[errorField];
  if (!field) return errorField;
  if (errorField !== id) {
    const cell = /^[^.[]+\[\d+\]\.([^.]+)$/.exec(errorField);
    const column = cell && columnsOf(field).find((c) => c.id === cell[1]);
    return column ? firstControl(errorField, column) : errorField;
  }
  return firstControl(id, field);
}

function firstControl(name: string, field: FieldSchema): string {
  switch (fieldType(field)) {
    case 'date':
      return `${name}.y`;
    case 'period':
      return `${name}.from.y`;
    case 'region':
      return `${name}.county`;
    case 'yesno':
      return optionId(name, 'yes');
    case 'choice':
    case 'multi': {
      const options = field['x-options'] ?? [];
      if (fieldType(field) === 'choice' && options.length > 7) return name;
      return options[0] ? optionId(name, options[0].value) : name;
    }
    case 'table': {
      const first = columnsOf(field)[0];
      return first ? firstControl(`${name}[0].${first.id}`, first) : name;
    }
    default:
      return name;
  }
}
