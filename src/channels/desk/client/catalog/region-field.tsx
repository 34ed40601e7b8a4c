import type { ReactNode } from 'react';
import { isObject, valueAt } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { t, tell } from '../language.ts';
import { Faults, type FieldProps } from './fields.tsx';
import { controlId, namedBy } from './place.ts';

/** Which field of the form says where it belongs: competence hangs on an answer, never on a fixed office. */
export function RegionFieldChoice({ place, label, hint }: FieldProps): ReactNode {
  const { editing } = place;
  const id = controlId(place.path);
  const properties = valueAt(editing.document, [...place.path.slice(0, 2), 'form', 'properties']);
  const kindOf = (field: Json | undefined): unknown =>
    isObject(field) ? (editing.blocks?.fields.find((one) => `shared:${one.key}` === field['$ref'])?.kind ?? field['x-type']) : undefined;
  const fields = Object.entries(isObject(properties) ? properties : {}).filter(([, field]) => kindOf(field) === 'region');
  const now = isObject(place.value) && typeof place.value['fact'] === 'string' ? place.value['fact'] : '';
  const nameOf = (key: string, field: Json | undefined): string => {
    const shared = isObject(field) ? editing.blocks?.fields.find((one) => `shared:${one.key}` === field['$ref'])?.name : undefined;
    const own = isObject(field) && field['x-label'] !== undefined ? namedBy(field['x-label'], key) : shared;
    return own === undefined ? key : tell(own);
  };
  return (
    <div className="edit-field">
      <label htmlFor={id}>{tell(label)}</label>
      {hint !== undefined && <p className="s">{tell(hint)}</p>}
      <select
        id={id}
        className="inp short"
        disabled={!editing.may(place.path)}
        value={fields.some(([key]) => key === now) ? now : ''}
        onChange={(event) => event.target.value !== '' && place.write({ fact: event.target.value }, 'now')}
      >
        {!fields.some(([key]) => key === now) && (
          <option value="">{now === '' ? t('按另外的规则', 'By another rule') : t('还没选', 'Not chosen')}</option>
        )}
        {fields.map(([key, field]) => (
          <option key={key} value={key}>
            {nameOf(key, field)}
          </option>
        ))}
      </select>
      <Faults place={place} />
    </div>
  );
}
