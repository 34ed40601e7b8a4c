import type { ReactNode } from 'react';
import { one } from '../form/posted.ts';
import type { Choice } from '../form/form.format.ts';
import { words } from '../messages.ts';
import { fieldError, GroupFrame, type FieldProps } from './frame.tsx';

const levels = ['county', 'town', 'village'] as const;
const digits = { county: 6, town: 9, village: 12 } as const;

/** The option that stands for a code or for the region it lies in. */
function pick(choices: readonly Choice[], code: string, length: number): string {
  return code === '' ? '' : (choices.find((c) => c.value.slice(0, length) === code.slice(0, length))?.value ?? '');
}

/**
 * Three native selects. Without JavaScript the button beneath asks for the next level (`_refresh`), so it works as three
 * steps; an island or the desk lists the next level by itself and hides the button.
 */
export function RegionField(props: FieldProps): ReactNode {
  const { lang, name, field, posted, errorAt, regions = { counties: [], towns: [], villages: [] } } = props;
  const say = words(lang);
  const error = fieldError(props, levels);
  const used = levels.slice(0, levels.indexOf(field['x-level'] ?? 'village') + 1);
  const lists = { county: regions.counties, town: regions.towns, village: regions.villages };
  const open = used.filter((l, i) => i === 0 || lists[l].length > 0);
  return (
    <GroupFrame {...props} error={error}>
      <div className="reg" data-until={used.at(-1)}>
        {open.map((level) => {
          const id = `${name}.${level}`;
          const code = one(posted, id);
          return (
            <label key={level} htmlFor={id}>
              <span className="level">{say[level]}</span>
              <select
                className="in"
                id={id}
                name={id}
                defaultValue={pick(lists[level], code, digits[level])}
                autoComplete="off"
                data-kind="region"
                data-level={level}
                aria-invalid={errorAt(id) !== undefined || errorAt(name) !== undefined ? true : undefined}
              >
                <option value="">{say.choose}</option>
                {lists[level].map((c) => (
                  <option key={c.value} value={c.value}>
                    {c.text}
                  </option>
                ))}
              </select>
            </label>
          );
        })}
      </div>
      {used.length > 1 && (
        <button type="submit" className="btn ghost small regnext" name="_refresh" value={name} formNoValidate>
          {open.length < used.length ? say.listNext : say.listAgain}
        </button>
      )}
    </GroupFrame>
  );
}
