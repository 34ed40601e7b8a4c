import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { get, queryOf } from '../api.ts';
import { ProblemNotice } from '../shell/notice.tsx';
import { t } from '../language.ts';

type Search = {
  say: string | null;
  next: string | null;
  hits: {
    key: string;
    name: string;
    legalName: string;
    summary: string;
    handlings: { key: string; name: string }[];
    why: { say: string };
  }[];
};

/** Finds an item in the person's own words; arrows move, Enter takes. */
export function ChooseItem({ choose }: { choose: (handlingKey: string) => void }): ReactNode {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: () => get<Search>(`/api/search${queryOf({ q: asked, limit: 8 })}`),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const [at, setAt] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const rows = asked === '' ? [] : (found.data?.hits.flatMap((hit) => hit.handlings.map((handling) => ({ hit, handling }))) ?? []);
  const on = Math.min(at, rows.length - 1);
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt(Math.max(0, Math.min(rows.length - 1, on + (event.key === 'ArrowDown' ? 1 : -1))));
    }
    const row = rows[on];
    if (event.key === 'Enter' && row !== undefined) {
      event.preventDefault();
      choose(row.handling.key);
    }
  };
  return (
    <section className="pane" aria-label={t('选事项', 'Choose a service')}>
      <div className="ph">
        <h1>{t('要办什么事', 'What is needed?')}</h1>
        <span className="s">{t('照他说的写就行', 'In the person’s own words')}</span>
      </div>
      <p className="search">
        <label className="vh" htmlFor="item">
          {t('要办什么事', 'What is needed?')}
        </label>
        <input
          id="item"
          ref={box}
          className="inp big"
          role="combobox"
          aria-expanded={rows.length > 0}
          aria-controls="items"
          aria-activedescendant={rows[on] === undefined ? undefined : `item-${on}`}
          aria-autocomplete="list"
          autoComplete="off"
          placeholder={t('例如：给老人领高龄补贴', 'For example: allowance for an elderly parent')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </p>
      <ProblemNotice error={found.error} />
      {asked !== '' && found.data !== undefined && found.data.say !== null && (
        <p role="status">
          {found.data.say}
          {t('', ' ')}
          {found.data.next}
        </p>
      )}
      <div className="items" id="items" role="listbox" aria-label={t('找到的事项', 'Services found')}>
        {rows.map(({ hit, handling }, n) => (
          <div
            key={handling.key}
            id={`item-${n}`}
            role="option"
            tabIndex={-1}
            aria-selected={n === on}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(handling.key)}
            onKeyDown={(event) => event.key === 'Enter' && choose(handling.key)}
          >
            <b>{hit.handlings.length > 1 ? t(`${hit.name}：${handling.name}`, `${hit.name}: ${handling.name}`) : hit.name}</b>
            <span className="s">{hit.why.say}</span>
            <span className="s">{hit.summary}</span>
          </div>
        ))}
      </div>
      <p className="s foot">
        <kbd>↑</kbd> <kbd>↓</kbd>
        {t(' 选 ', ' choose ')}
        <kbd>Enter</kbd>
        {t(' 就办这件。名称和网上一样，法定名称写在文书上。', ' takes it. Names are as online; the legal name stands on the papers.')}
      </p>
    </section>
  );
}
