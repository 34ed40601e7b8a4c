import { type ReactNode, useState } from 'react';
import { isObject, valueAt } from '#contracts/catalog';
import type { Json } from '#platform/errors';
import { t, tell } from '../language.ts';
import { factsOf } from './facts.ts';
import { useEditing } from './place.ts';

const shows = [
  { value: 'guide', zh: '指南', en: 'Guide' },
  { value: 'list', zh: '清单', en: 'List' },
  { value: 'form', zh: '表单', en: 'Form' },
] as const;

/**
 * What citizens would see on a phone of 360 pixels, drawn by the portal itself from what is stored, with answers tried
 * out here. Nothing in it can be pressed: it is a picture of a page.
 */
export function Preview({ version, handling }: { version: string; handling: string }): ReactNode {
  const editing = useEditing();
  const [show, setShow] = useState<(typeof shows)[number]['value']>('guide');
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const path = ['handlings', `#${handling}`];
  const asked = valueAt(editing.document, [...path, 'questions']);
  const ids = (Array.isArray(asked) ? asked : []).map((q: Json) => (isObject(q) ? String(q['id']) : ''));
  const questions = factsOf(editing, path).filter((fact) => ids.includes(fact.id));
  const query = new URLSearchParams({
    version,
    show,
    rev: String(editing.rev),
    lang: t('zh', 'en'),
    ...(show === 'guide' ? {} : Object.fromEntries(Object.entries(answers).map(([id, value]) => [`a.${id}`, value]))),
  });
  return (
    <section className="pane alt preview" aria-label={t('预览', 'Preview')}>
      <div className="ph">
        <h2>{t('手机上的样子', 'On a phone')}</h2>
        <span className="s">{t('存好就变，还没公布', 'Follows what is stored; not published')}</span>
      </div>
      <p className="filter" role="group" aria-label={t('看哪一页', 'Which page')}>
        {shows.map((one) => (
          <button key={one.value} type="button" className="b" aria-pressed={show === one.value} onClick={() => setShow(one.value)}>
            {t(one.zh, one.en)}
          </button>
        ))}
      </p>
      {show !== 'guide' &&
        questions.map((question) => (
          <div key={question.id} className="edit-field pair">
            <label htmlFor={`try-${question.id}`}>{tell(question.name)}</label>
            <select
              id={`try-${question.id}`}
              className="inp short"
              value={answers[question.id] ?? ''}
              onChange={(event) => {
                const { [question.id]: _, ...rest } = answers;
                setAnswers(event.target.value === '' ? rest : { ...rest, [question.id]: event.target.value });
              }}
            >
              <option value="">{t('没有回答', 'Not answered')}</option>
              {(question.values ?? []).map((option) => (
                <option key={option.value} value={option.value}>
                  {tell(option.text)}
                </option>
              ))}
            </select>
          </div>
        ))}
      <iframe
        className="phone"
        title={t('手机上的样子，360像素宽', 'As on a phone, 360 pixels wide')}
        sandbox="allow-same-origin"
        src={`/desk/preview/${editing.copyId}?${query.toString()}`}
      />
    </section>
  );
}
