import { type FormEvent, type ReactNode, useRef } from 'react';
import { t, tell } from '../language.ts';
import { Faults, type FieldProps } from './fields.tsx';
import { controlId } from './place.ts';

/** Words, each a row of its own: two people adding at once lose neither. */
export function WordList({ place, label, hint }: FieldProps): ReactNode {
  const id = controlId(place.path);
  const box = useRef<HTMLInputElement>(null);
  const words = Array.isArray(place.value) ? place.value.filter((one) => typeof one === 'string') : [];
  const off = !place.editing.may(place.path);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const word = box.current?.value.trim() ?? '';
    if (word === '' || words.includes(word)) return;
    place.editing.change([{ do: 'insert', path: place.path, value: word, after: words.at(-1) ?? null }], 'now');
    if (box.current !== null) box.current.value = '';
  };
  return (
    <div className="edit-field">
      <label htmlFor={id}>{tell(label)}</label>
      {hint !== undefined && <p className="s">{tell(hint)}</p>}
      <ul className="word-list">
        {words.map((word) => (
          <li key={word} className="chip">
            {word}
            {!off && (
              <button
                type="button"
                className="link"
                onClick={() => {
                  place.editing.change([{ do: 'remove', path: [...place.path, `#${word}`] }], 'now');
                  box.current?.focus();
                }}
              >
                <span aria-hidden="true">×</span>
                <span className="vh">{t(`去掉“${word}”`, `Remove “${word}”`)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      {!off && (
        <form className="filter" onSubmit={add}>
          <input id={id} ref={box} className="inp short" maxLength={60} />
          <button type="submit" className="b">
            {t('加上', 'Add')}
          </button>
        </form>
      )}
      <Faults place={place} />
    </div>
  );
}
