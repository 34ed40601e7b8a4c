import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { isObject, type Operation } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import type { Text } from '#platform/text';
import { t, tell } from '../language.ts';
import { ChoiceField, Faults, LineField, ManyField, NumberField, TextField, YesField } from './fields.tsx';
import { controlId, issuesAt, member, type Place, placeAt, readParts, rowWithin } from './place.ts';
import { RegionFieldChoice } from './region-field.tsx';
import { RuleField } from './rule.tsx';
import { choicesFor, labelOf, type RowsSpec, type Spec } from './specs.ts';
import { WordList } from './word-list.tsx';

/** The fields of a place. */
export function Fields({ place, specs, at = '' }: { place: Place; specs: readonly Spec[]; at?: string }): ReactNode {
  return specs
    .filter((spec) => spec.when === undefined || spec.when(place))
    .map((spec) => <One key={`${spec.member}${spec.kind}`} place={member(place, spec.member)} spec={spec} at={`${at}${spec.member}`} />);
}

function One({ place, spec, at }: { place: Place; spec: Spec; at: string }): ReactNode {
  const own = { place, label: labelOf(spec), hint: spec.hint, optional: spec.optional, at: place.within ? at : undefined };
  switch (spec.kind) {
    case 'text':
      return <TextField {...own} />;
    case 'long':
      return <TextField {...own} long />;
    case 'line':
      return <LineField {...own} />;
    case 'date':
    case 'tel':
    case 'url':
      return <LineField {...own} type={spec.kind} />;
    case 'number':
      return <NumberField {...own} />;
    case 'yes':
      return <YesField {...own} />;
    case 'words':
      return <WordList {...own} />;
    case 'rule':
      return <RuleField {...own} />;
    case 'regionField':
      return <RegionFieldChoice {...own} />;
    case 'choice':
      return <ChoiceField {...own} choices={choicesFor(spec.choices, place.editing)} />;
    case 'many':
      return <ManyField {...own} choices={choicesFor(spec.choices, place.editing)} />;
    case 'group':
      return <Group place={place} spec={spec} label={own.label} at={at} />;
    case 'rows':
      return <Rows place={place} spec={spec} label={own.label} hint={spec.hint} at={at} />;
  }
}

function Group({ place, spec, label, at }: { place: Place; spec: Extract<Spec, { kind: 'group' }>; label: Text; at: string }): ReactNode {
  const absent = !isObject(place.value);
  const off = !place.editing.may(place.path);
  return (
    <fieldset className="edit-group">
      <legend>{tell(label)}</legend>
      {spec.hint !== undefined && <p className="s">{tell(spec.hint)}</p>}
      <Faults place={place} inside={false} />
      {absent && spec.start !== undefined ? (
        off ? (
          <p className="s">{t('没有写。', 'Not written.')}</p>
        ) : (
          <button type="button" className="b" onClick={() => place.write(spec.start, 'now')}>
            {t(`写上“${label.zh}”`, `Add: ${tell(label)}`)}
          </button>
        )
      ) : (
        <>
          <Fields place={place} specs={spec.fields} at={at} />
          {spec.start !== undefined && !off && (
            <button type="button" className="b d" onClick={() => place.write(spec.optional === true ? undefined : null, 'now')}>
              {t(`去掉“${label.zh}”`, `Remove: ${tell(label)}`)}
            </button>
          )}
        </>
      )}
    </fieldset>
  );
}

/** A list: each row opens, moves and goes by buttons a keyboard reaches. */
export function Rows({
  place,
  spec,
  label,
  hint,
  at,
  children,
}: {
  place: Place;
  spec: RowsSpec;
  label: Text;
  hint?: Text | undefined;
  at: string;
  /** Beneath the fields of a row. */
  children?: (row: Place, id: string) => ReactNode;
}): ReactNode {
  const { editing } = place;
  const [fresh, setFresh] = useState<string | null>(null);
  const rows = Array.isArray(place.value) ? place.value : [];
  const { keyed } = spec;
  const idOf = (row: Json | undefined, index: number): string =>
    keyed !== undefined && isObject(row) && typeof row[keyed] === 'string' ? row[keyed] : String(index);
  const off = !editing.may(place.path);
  const rowPlace = (index: number): Place =>
    keyed === undefined || place.within ? rowWithin(place, index) : placeAt(editing, [...place.path, `#${idOf(rows[index], index)}`]);
  const do_ = (op: Operation): void => editing.change([op], 'now');
  const called = (row: Json, id: string): string => {
    const name =
      spec.call?.(row, editing) ??
      (keyed === undefined || spec.choose === undefined ? undefined : choicesFor(spec.choose, editing).find((c) => c.value === id)?.text);
    return name === undefined ? titleOf(row, spec.titled) : tell(name);
  };
  const add = (given: string): void => {
    const { id, value } = spec.make?.(given, rows.map(idOf)) ?? { id: given, value: spec.blank(given) };
    setFresh(keyed === undefined ? String(rows.length) : id);
    if (keyed === undefined || place.within) place.write([...rows, value], 'now');
    else do_({ do: 'insert', path: place.path, value, after: rows.length === 0 ? null : idOf(rows.at(-1), rows.length - 1) });
  };
  const move = (index: number, by: -1 | 1): void => {
    const to = index + by;
    if (to < 0 || to >= rows.length) return;
    if (keyed === undefined || place.within) {
      const row = rows[index] as Json;
      place.write(rows.toSpliced(index, 1).toSpliced(to, 0, row), 'now');
    } else {
      const left = by === 1 ? rows[to] : rows[index - 2];
      do_({
        do: 'move',
        path: [...place.path, `#${idOf(rows[index], index)}`],
        after: left === undefined ? null : idOf(left, 0),
      });
    }
  };
  const remove = (index: number): void => {
    if (keyed === undefined || place.within) place.write(rows.toSpliced(index, 1), 'now');
    else do_({ do: 'remove', path: [...place.path, `#${idOf(rows[index], index)}`] });
  };
  return (
    <div className="edit-rows" role="group" aria-labelledby={controlId(place.path, place.within ? at : '')}>
      <h3 id={controlId(place.path, place.within ? at : '')} tabIndex={-1}>
        {tell(label)}
      </h3>
      {hint !== undefined && <p className="s">{tell(hint)}</p>}
      <Faults place={place} inside={keyed === undefined} />
      {rows.length === 0 && <p className="s">{t('还没有。', 'None yet.')}</p>}
      {rows.map((row, index) => {
        const id = idOf(row, index);
        const own = rowPlace(index);
        return (
          <Row
            key={id}
            place={own}
            title={called(row, id) || t(`第${index + 1}条`, `Row ${index + 1}`)}
            open={fresh === id}
            faults={keyed === undefined ? 0 : issuesAt(editing, own.path, true).filter((issue) => issue.weight !== 'note').length}
          >
            <Faults place={own} inside={false} />
            <Fields place={own} specs={spec.fields} at={`${at}${id}`} />
            {children?.(own, id)}
            {!off && (
              <p className="bs">
                <button type="button" className="b" disabled={index === 0} onClick={() => move(index, -1)}>
                  {t('往上移', 'Move up')}
                </button>
                <button type="button" className="b" disabled={index === rows.length - 1} onClick={() => move(index, 1)}>
                  {t('往下移', 'Move down')}
                </button>
                <button type="button" className="b d" onClick={() => remove(index)}>
                  {t(`删掉这条${spec.one.zh}`, `Remove this ${spec.one.en ?? ''}`)}
                </button>
              </p>
            )}
          </Row>
        );
      })}
      {!off && <Add spec={spec} taken={rows.map(idOf)} place={place} at={at} onAdd={add} />}
    </div>
  );
}

function Row({
  place,
  title,
  open,
  faults,
  children,
}: {
  place: Place;
  title: string;
  open: boolean;
  faults: number;
  children: ReactNode;
}): ReactNode {
  const box = useRef<HTMLDetailsElement>(null);
  const [shown, setShown] = useState(open);
  useEffect(() => {
    // A row just added is where one goes on writing.
    if (open) box.current?.querySelector<HTMLElement>('input,textarea,select')?.focus();
  }, [open]);
  return (
    <details
      className="edit-row"
      ref={box}
      open={shown}
      data-path={place.path.join('/')}
      onToggle={(event) => setShown(event.currentTarget.open)}
    >
      <summary>
        {title}
        {faults > 0 && <span className="chip bad">{t(`${faults}处要改`, `${faults} to mend`)}</span>}
      </summary>
      {shown && <div className="edit-body">{children}</div>}
    </details>
  );
}

function Add({
  spec,
  taken,
  place,
  at,
  onAdd,
}: {
  spec: RowsSpec;
  taken: readonly string[];
  place: Place;
  at: string;
  onAdd: (id: string) => void;
}): ReactNode {
  const box = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const words = t(`加一条${spec.one.zh}`, `Add a ${spec.one.en ?? ''}`);
  if (spec.choose === undefined && spec.type === undefined)
    return (
      <button type="button" className="b" onClick={() => onAdd(free(spec.prefix ?? 'x', taken))}>
        {words}
      </button>
    );
  const id = controlId(place.path, `${at}add`);
  const offered = spec.choose === undefined ? [] : choicesFor(spec.choose, place.editing);
  const left = spec.make === undefined ? offered.filter((one) => !taken.includes(String(one.value))) : offered;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const given = box.current?.value.trim() ?? '';
    if (given === '' || (spec.make === undefined && taken.includes(given))) return;
    onAdd(given);
    if (spec.choose === undefined && box.current !== null) box.current.value = '';
  };
  if (spec.choose !== undefined && left.length === 0) return null;
  return (
    <form className="filter" onSubmit={add}>
      <label htmlFor={id}>{spec.type === undefined ? words : tell(spec.type)}</label>
      {spec.choose === undefined ? (
        <input id={id} ref={box} className="inp short" maxLength={80} />
      ) : (
        <select id={id} ref={box} className="inp short">
          {left.map((one) => (
            <option key={one.value} value={String(one.value)}>
              {tell(one.text)}
            </option>
          ))}
        </select>
      )}
      <button type="submit" className="b">
        {t('加上', 'Add')}
      </button>
    </form>
  );
}

/** The first identifier that no row has. */
export function free(prefix: string, taken: readonly string[]): string {
  let n = taken.length + 1;
  while (taken.includes(`${prefix}${n}`)) n++;
  return `${prefix}${n}`;
}

/** What a row is called: the first of its members that says something. */
export function titleOf(row: Json | undefined, members: readonly string[]): string {
  if (!isObject(row)) return '';
  for (const name of members) {
    const text = readParts(row[name]);
    if (text !== '') return text;
  }
  return '';
}
