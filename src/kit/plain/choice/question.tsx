import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { ErrorText } from '../field/frame.tsx';
import { Options } from '../field/options.tsx';
import { optionId } from '../form/anchor.ts';
import { ErrorSummary } from '../form/error-summary.tsx';
import { words } from '../messages.ts';
import { Words } from '../text/words.tsx';

export interface QuestionProps {
  lang: Lang;
  /** Input name: the question's id. */
  name: string;
  text: string;
  parts?: readonly string[];
  /** 高龄津贴申领，问题2，共2个 */
  over?: string;
  options: readonly { value: string; text: string; hint?: string }[];
  /** Adds 说不准 with this value. */
  notSure?: string;
  chosen?: string;
  error?: string;
  why?: string;
  action: string;
  hidden?: Readonly<Record<string, string>>;
  submit: string;
  method?: 'get' | 'post';
}

/** One situation question a page: the legend is the heading, big radios, nothing chosen beforehand, no auto-advance. */
export function Question({
  lang,
  name,
  text,
  parts,
  over,
  options,
  notSure,
  chosen,
  error,
  why,
  action,
  hidden = {},
  submit,
  method = 'post',
}: QuestionProps): ReactNode {
  const say = words(lang);
  const all = notSure === undefined ? options : [...options, { value: notSure, text: say.notSure, hint: say.notSureHint }];
  return (
    <form className="question" method={method} action={action} noValidate>
      {Object.entries(hidden).map(([n, v]) => (
        <input key={n} type="hidden" name={n} value={v} />
      ))}
      <ErrorSummary lang={lang} items={error === undefined ? [] : [{ href: `#${optionId(name, all[0]?.value ?? '')}`, text: error }]} />
      {over && <p className="over">{over}</p>}
      <fieldset
        role="radiogroup"
        aria-invalid={error ? true : undefined}
        className={error ? 'err' : undefined}
        aria-describedby={error ? `${name}-e` : undefined}
      >
        <legend>
          <h1>
            <Words text={text} parts={parts} />
          </h1>
        </legend>
        {error && <ErrorText lang={lang} id={`${name}-e`} text={error} />}
        <Options
          lang={lang}
          name={name}
          kind="radio"
          options={all}
          chosen={chosen === undefined ? [] : [chosen]}
          invalid={error !== undefined}
        />
      </fieldset>
      <div className="formacts">
        <button type="submit" className="btn block">
          {submit}
        </button>
      </div>
      {why && (
        <details>
          <summary>{say.why}</summary>
          <p>{why}</p>
        </details>
      )}
    </form>
  );
}

/** What was answered before, each with 改. */
export function Answers({
  lang,
  answers,
}: {
  lang: Lang;
  answers: readonly { question: string; answer: string; href: string; short?: boolean }[];
}): ReactNode {
  const say = words(lang);
  if (answers.length === 0) return null;
  return (
    <ul className="said" aria-label={say.yourAnswers}>
      {answers.map((a) => (
        <li key={a.question}>
          <span>
            {!a.short && <span className="hint">{a.question}</span>}
            {a.answer}
          </span>
          <a href={a.href}>
            {say.change}
            <span className="vh">
              {lang === 'zh' ? '：' : ': '}
              {a.question}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
