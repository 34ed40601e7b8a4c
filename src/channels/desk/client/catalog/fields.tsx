import { type ReactNode, useId } from 'react';
import { type Choice, type ChoiceList, itemChoices } from '#contracts/catalog';
import type { Text } from '#platform/text';
import { t, tell } from '../language.ts';
import { controlId, issuesAt, type Place, textOf, textParts } from './place.ts';

/** What every field of these screens has. `hint` says what belongs here. */
export interface FieldProps {
  place: Place;
  label: Text;
  hint?: Text | undefined;
  /** May stay empty; then it is not there. */
  optional?: boolean | undefined;
  /** Tells several fields of one list without identifiers apart. */
  at?: string | undefined;
}

/** Faults beside the field they are about. */
export function Faults({ place, inside = true, id }: { place: Place; inside?: boolean; id?: string }): ReactNode {
  const found = place.within ? [] : issuesAt(place.editing, place.path, inside);
  if (found.length === 0) return null;
  return (
    <ul className="faults" id={id}>
      {found.map((issue, i) => (
        <li key={`${issue.code}${i}`} className={issue.weight === 'note' ? 'note' : 'bad'}>
          {tell(issue.say)}
        </li>
      ))}
    </ul>
  );
}

/** Label, hint, faults around one control. */
function Framed({ place, label, hint, optional, at, children }: FieldProps & { children: (control: Control) => ReactNode }): ReactNode {
  const id = controlId(place.path, at);
  const faults = `${id}-faults`;
  const said = `${id}-hint`;
  const bad = !place.within && issuesAt(place.editing, place.path, true).some((issue) => issue.weight !== 'note');
  return (
    <div className="edit-field">
      <label htmlFor={id}>
        {tell(label)}
        {optional === true && <span className="s">{t('（可以不写）', ' (may be empty)')}</span>}
      </label>
      {hint !== undefined && (
        <p className="s" id={said}>
          {tell(hint)}
        </p>
      )}
      {children({
        id,
        'aria-describedby': [hint === undefined ? '' : said, bad ? faults : ''].filter(Boolean).join(' ') || undefined,
        'aria-invalid': bad || undefined,
        readOnly: !place.editing.may(place.path),
      })}
      <Faults place={place} id={faults} />
    </div>
  );
}
interface Control {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  readOnly: boolean;
}

/** A text in Chinese and, where given, English. */
export function TextField({ long = false, ...props }: FieldProps & { long?: boolean }): ReactNode {
  const { place, label, at } = props;
  const parts = textParts(place.value);
  const write = (next: { cn: string; en: string }): void =>
    place.write(next.cn === '' && next.en === '' && props.optional === true ? undefined : textOf(next), 'typing');
  const enId = controlId(place.path, `${at ?? ''}en`);
  return (
    <Framed {...props}>
      {(control) => (
        <div className="both">
          <Typed {...control} long={long} value={parts.cn} onType={(cn) => write({ ...parts, cn })} />
          <label className="vh" htmlFor={enId}>
            {t(`${label.zh}（英文）`, `${tell(label)} (English)`)}
          </label>
          <Typed
            id={enId}
            long={long}
            lang="en"
            placeholder={t('英文', 'English')}
            readOnly={control.readOnly}
            value={parts.en}
            onType={(en) => write({ ...parts, en })}
          />
        </div>
      )}
    </Framed>
  );
}

function Typed({
  long,
  value,
  onType,
  ...control
}: Partial<Control> & { long: boolean; value: string; onType: (text: string) => void; lang?: string; placeholder?: string }): ReactNode {
  return long ? (
    <textarea {...control} className="inp" rows={3} value={value} onChange={(event) => onType(event.target.value)} />
  ) : (
    <input {...control} className="inp" value={value} onChange={(event) => onType(event.target.value)} />
  );
}

/** One line without languages: a code, a telephone number, a day. */
export function LineField({ type = 'text', ...props }: FieldProps & { type?: 'text' | 'date' | 'tel' | 'url' }): ReactNode {
  const { place, optional } = props;
  return (
    <Framed {...props}>
      {(control) => (
        <input
          {...control}
          className="inp short"
          type={type}
          value={typeof place.value === 'string' ? place.value : ''}
          onChange={(event) => place.write(event.target.value === '' && optional === true ? undefined : event.target.value, 'typing')}
        />
      )}
    </Framed>
  );
}

/** A whole number; while the box holds none, what stood there stays. */
export function NumberField(props: FieldProps): ReactNode {
  const { place, optional } = props;
  return (
    <Framed {...props}>
      {(control) => (
        <input
          {...control}
          className="inp figure"
          inputMode="numeric"
          pattern="[0-9]*"
          key={typeof place.value === 'number' ? place.value : 'none'}
          defaultValue={typeof place.value === 'number' ? String(place.value) : ''}
          onBlur={(event) => {
            const text = event.target.value.trim();
            if (/^\d{1,6}$/.test(text)) {
              if (Number(text) !== place.value) place.write(Number(text), 'now');
            } else if (text === '' && optional === true && place.value !== undefined) place.write(undefined, 'now');
            else event.target.value = typeof place.value === 'number' ? String(place.value) : '';
          }}
        />
      )}
    </Framed>
  );
}

/** Choices of a closed list, or others with names. */
export const choicesOf = (list: ChoiceList): readonly Choice[] => itemChoices[list];

/** One of a list. */
export function ChoiceField({ choices, ...props }: FieldProps & { choices: readonly { value: string | number; text: Text }[] }): ReactNode {
  const { place, optional } = props;
  const now = typeof place.value === 'string' || typeof place.value === 'number' ? String(place.value) : '';
  const known = choices.some((one) => String(one.value) === now);
  return (
    <Framed {...props}>
      {({ readOnly, ...control }) => (
        <select
          {...control}
          className="inp short"
          disabled={readOnly}
          value={now}
          onChange={(event) => {
            const chosen = choices.find((one) => String(one.value) === event.target.value);
            if (chosen !== undefined) place.write(chosen.value, 'now');
            else if (optional === true) place.write(undefined, 'now');
          }}
        >
          {(optional === true || now === '') && <option value="">{t('还没选', 'Not chosen')}</option>}
          {!known && now !== '' && <option value={now}>{now}</option>}
          {choices.map((one) => (
            <option key={one.value} value={String(one.value)}>
              {tell(one.text)}
            </option>
          ))}
        </select>
      )}
    </Framed>
  );
}

/** Yes or no; a box to tick. */
export function YesField({ place, label, hint }: FieldProps): ReactNode {
  const id = controlId(place.path);
  return (
    <div className="edit-field">
      <label className="chk" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={place.value === true}
          disabled={!place.editing.may(place.path)}
          onChange={(event) => place.write(event.target.checked, 'now')}
        />
        <span>{tell(label)}</span>
      </label>
      {hint !== undefined && <p className="s">{tell(hint)}</p>}
      <Faults place={place} />
    </div>
  );
}

/** Several of a list, in its order. */
export function ManyField({
  place,
  label,
  hint,
  choices,
}: FieldProps & { choices: readonly { value: string | number; text: Text }[] }): ReactNode {
  const group = useId();
  const now = Array.isArray(place.value) ? place.value : [];
  const off = !place.editing.may(place.path);
  return (
    <fieldset className="edit-field" id={controlId(place.path)} tabIndex={-1}>
      <legend>{tell(label)}</legend>
      {hint !== undefined && <p className="s">{tell(hint)}</p>}
      <div className="line">
        {choices.map((one) => (
          <label key={one.value} className="chk" htmlFor={`${group}${one.value}`}>
            <input
              id={`${group}${one.value}`}
              type="checkbox"
              disabled={off}
              checked={now.includes(one.value)}
              onChange={(event) =>
                place.write(
                  event.target.checked
                    ? choices.filter((c) => now.includes(c.value) || c.value === one.value).map((c) => c.value)
                    : now.filter((v) => v !== one.value),
                  'now',
                )
              }
            />
            <span>{tell(one.text)}</span>
          </label>
        ))}
      </div>
      <Faults place={place} />
    </fieldset>
  );
}
