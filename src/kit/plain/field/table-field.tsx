import type { ReactNode } from 'react';
import { columnsOf } from '../form/form.format.ts';
import { rowCount } from '../form/posted.ts';
import { words } from '../messages.ts';
import { fieldError, GroupFrame, type FieldProps } from './frame.tsx';

/** Rows of the same few fields (family members …). Adding and taking away are plain buttons of the form. */
export function TableField({ cell: Cell, ...props }: FieldProps & { cell: (props: FieldProps) => ReactNode }): ReactNode {
  const { lang, name, field } = props;
  const say = words(lang);
  const rows = rowCount(props.posted, name, field);
  const columns = columnsOf(field);
  return (
    <GroupFrame {...props} error={fieldError(props)}>
      {Array.from({ length: rows }, (_, i) => (
        <fieldset className="trow" key={i}>
          <legend>{say.rowNumber(i + 1)}</legend>
          <div className="tcells">
            {columns.map((column) => (
              <Cell
                key={column.id}
                {...props}
                source={undefined}
                name={`${name}[${i}].${column.id}`}
                field={column}
                required={field.items?.required ? field.items.required.includes(column.id) : column['required'] !== false}
              />
            ))}
          </div>
          {rows > (field['x-min-rows'] ?? 1) && (
            <button type="submit" className="btn ghost small" name="_remove" value={`${name}[${i}]`} formNoValidate>
              {say.removeRow}
              <span className="vh">{say.rowNumber(i + 1)}</span>
            </button>
          )}
        </fieldset>
      ))}
      {rows < (field['x-max-rows'] ?? 50) && (
        <button type="submit" className="btn ghost small addrow" name="_add" value={name} formNoValidate>
          {say.addRow}
        </button>
      )}
    </GroupFrame>
  );
}
