import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { FormFields, postedFrom } from '#kit/plain';
import { columnsOf, fieldType, type FormSchema, isEmpty, labelOf, needsTyping, parseFormData } from '#platform/forms';
import { Waiting } from '../shell/notice.tsx';
import { momentShort, versionWords } from '../words.ts';
import { Questions, situationLine } from './questions.tsx';
import { useRegionNames, useRegions } from '../item/regions.ts';
import { sourcesInWords } from '../item/source-words.ts';
import type { Work } from './work.ts';
import { lang, t, tell } from '../language.ts';

const rootOf = (name: string): string => /^[^.[]+/.exec(name)?.[0] ?? name;

/** The form as rows: what is known is read, what is missing is the next Tab stop. Drawn by the one renderer. */
export function FormPane({
  work,
  asking,
  setAsking,
  change,
  top,
}: {
  work: Work;
  asking: boolean;
  setAsking: (asking: boolean) => void;
  change: () => void;
  top: ReactNode;
}): ReactNode {
  const { effective, values, version } = work;
  const schema = effective.schema;
  const regions = useRegions(schema, values);
  const codes = Object.entries(schema.properties).flatMap(([id, field]) =>
    fieldType(field) === 'region' && typeof values[id] === 'string' ? [values[id]] : [],
  );
  const regionName = useRegionNames(codes);
  const sources = sourcesInWords(work.draft.sources);
  const fields = schema['x-steps'].flatMap((step) => step.fields);
  const fixed = (id: string): boolean =>
    schema.properties[id]?.['x-readonly'] === true || schema.properties[id]?.['x-calc'] !== undefined || work.locked.includes(id);
  const asked = fields.filter((id) => !fixed(id));
  const known = fields.filter((id) => fixed(id) && !isEmpty(effective.values[id] ?? values[id]));
  const missing = needsTyping(schema, effective.values).required.filter((id) => asked.includes(id));
  const total = known.length + asked.length;
  const form = useRef<HTMLFormElement>(null);
  const [rows, setRows] = useState<Record<string, { n: number; turn: number }>>({});

  // A box somebody has left may say what is wrong with it; one he is still in may not.
  const { leave } = work;
  const { ready } = regions;
  useEffect(() => {
    const box = form.current;
    const left = (event: FocusEvent): void => {
      const name = (event.target as HTMLInputElement).name ?? '';
      if (name !== '' && !name.startsWith('_')) leave(rootOf(name));
    };
    box?.addEventListener('focusout', left);
    return () => box?.removeEventListener('focusout', left);
  }, [leave, ready]);
  // The hands stay on the keyboard: the first thing missing has the focus when the form comes up.
  useEffect(() => {
    if (ready) form.current?.querySelector<HTMLElement>('.todo :is(input:not([type=hidden],[type=file]),select,textarea)')?.focus();
  }, [ready]);
  const wasAsking = useRef(asking);
  useEffect(() => {
    if (asking && !wasAsking.current) document.querySelector<HTMLElement>('.asks input')?.focus();
    wasAsking.current = asking;
  }, [asking]);
  const read = (): void => {
    if (form.current !== null) work.take(parseFormData(schema, new FormData(form.current), asked));
  };
  const input = (event: FormEvent<HTMLFormElement>): void => {
    const target = event.target;
    if (target instanceof HTMLSelectElement && target.dataset['kind'] === 'region') regions.chosen(target.name, target.value);
    read();
  };
  /** Rows of a table come and go; everything else about Enter is: on to the next box that is missing. */
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    const count = (id: string): number => rows[id]?.n ?? (Array.isArray(values[id]) ? values[id].length : 0);
    if (button?.name === '_add') {
      const id = button.value;
      const least = schema.properties[id]?.['x-min-rows'] ?? 1;
      return setRows({ ...rows, [id]: { n: Math.max(count(id), least) + 1, turn: rows[id]?.turn ?? 0 } });
    }
    if (button?.name === '_remove') {
      const [, id = '', at = '0'] = /^(.+)\[(\d+)\]$/.exec(button.value) ?? [];
      const list = Array.isArray(values[id]) ? [...(values[id] as unknown[])] : [];
      list.splice(Number(at), 1);
      work.take({ [id]: list });
      return setRows({ ...rows, [id]: { n: Math.max(0, count(id) - 1), turn: (rows[id]?.turn ?? 0) + 1 } });
    }
    nextStop(form.current);
  };
  /** Rows beyond what is filled in stand as one empty box each. */
  const rawOf = (id: string): Record<string, string | string[]> | undefined => {
    const wanted = rows[id];
    const first = columnsOf(schema.properties[id] ?? {})[0];
    if (wanted === undefined || first === undefined) return undefined;
    return { ...postedFrom(schema, values), ...(wanted.n > 0 ? { [`${id}[${wanted.n - 1}].-`]: '' } : {}) };
  };

  return (
    <section className="pane" aria-label={t('申请表', 'Application form')}>
      <div className="ph">
        <h1>{tell(work.draft.itemName)}</h1>
        <span className="s">
          {versionWords(version.number)}
          <button type="button" className="link" onClick={change}>
            {t('换事项', 'Other service')}
          </button>{' '}
          <kbd>Ctrl K</kbd>
        </span>
      </div>
      {top}
      {version.content.questions.length > 0 && (
        <p className="s">
          {situationWords(situationLine(work.evaluation, work.answers))}
          <button type="button" className="link" aria-expanded={asking} onClick={() => setAsking(!asking)}>
            {asking ? t('收起', 'Close') : t('改', 'Change')}
          </button>{' '}
          <kbd>Ctrl E</kbd>
        </p>
      )}
      {asking && work.evaluation !== undefined && <Questions evaluation={work.evaluation} answers={work.answers} answer={work.answer} />}
      <p className="meter" role="status">
        <b>{filledWords(total, known.length, missing.length)}</b>
        <span className="t" aria-hidden="true">
          {fields
            .filter((id) => known.includes(id) || asked.includes(id))
            .slice(0, 40)
            .map((id) => (
              <i key={id} className={missing.includes(id) ? 'e' : undefined} />
            ))}
        </span>
        <span className="s">
          {work.saving
            ? t('正在存…', 'Saving…')
            : work.unsaved
              ? t('有没存的', 'Not saved yet')
              : savedWords(momentShort(work.savedAt).slice(6))}
        </span>
      </p>
      {regions.ready ? (
        <form ref={form} className="deskform" noValidate onInput={input} onSubmit={submit}>
          <button type="submit" className="vh" tabIndex={-1} aria-hidden="true">
            {t('下一格', 'Next field')}
          </button>
          {fields.map((id) => (
            <div key={`${id}.${rows[id]?.turn ?? 0}`} className={missing.includes(id) ? 'one todo' : 'one'} data-id={id}>
              <FormFields
                lang={lang}
                form={{ ...schema, 'x-steps': [{ id: 'one', title: '', fields: [id] }] } as FormSchema}
                values={{ ...values, ...effective.values }}
                raw={rawOf(id)}
                errors={work.shownErrors}
                sources={sources}
                locked={work.locked}
                regions={regions.lists}
                regionName={regionName}
              />
            </div>
          ))}
        </form>
      ) : (
        <Waiting what={t('正在取地区名单，一般不到1秒…', 'Getting the list of areas, usually less than a second…')} />
      )}
      {work.locked.length > 0 && (
        <details className="wrong">
          <summary>{t('带出来的有不对的', 'Something known already is wrong')}</summary>
          <p className="bs">
            {work.locked.map((id) => (
              <button
                key={id}
                type="button"
                className="b"
                onClick={() => {
                  work.unlock(id);
                  requestAnimationFrame(() =>
                    form.current?.querySelector<HTMLElement>(`[data-id="${id}"] :is(input,select,textarea)`)?.focus(),
                  );
                }}
              >
                {changeWords(tell(labelOf(schema.properties[id] ?? {}, id)))}
              </button>
            ))}
          </p>
        </details>
      )}
      <p className="s foot">
        <kbd>Tab</kbd>
        {t(' 只停在要填的格。', ' stops only at what is to be filled in. ')}
        <kbd>Enter</kbd>
        {t(' 到下一个缺的格。带出来的写着从哪儿来。', ' goes to the next one missing. What was known says where it comes from.')}
      </p>
    </section>
  );
}

const situationWords = (situation: string): string => t(`情形：${situation}。`, `Situation: ${situation}. `);
const filledWords = (total: number, known: number, missing: number): string =>
  missing === 0
    ? t(`${total}项，已带出${known}项，都齐了`, `${total} fields, ${known} known already, all filled in`)
    : t(`${total}项，已带出${known}项，只差${missing}项`, `${total} fields, ${known} known already, ${missing} missing`);
const savedWords = (at: string): string => t(`${at}已存`, `Saved ${at}`);
const changeWords = (field: string): string => t(`改${field}`, `Change: ${field}`);

/** The next empty box after the one in hand. */
function nextStop(form: HTMLFormElement | null): void {
  if (form === null) return;
  const boxes = [...form.querySelectorAll<HTMLElement>('.one :is(input:not([type=hidden],[type=file]),select,textarea)')];
  const at = boxes.indexOf(document.activeElement as HTMLElement);
  const todo = (box: HTMLElement): boolean =>
    box.closest('.todo') !== null &&
    !(box instanceof HTMLInputElement && /radio|checkbox/.test(box.type) ? false : (box as HTMLInputElement).value !== '');
  (boxes.slice(at + 1).find(todo) ?? boxes.find(todo) ?? boxes[at + 1])?.focus();
}
