import type { ReactNode } from 'react';
import type { Lang } from '#platform/text';
import { ErrorText } from '../field/frame.tsx';
import { ErrorSummary } from '../form/error-summary.tsx';
import { words } from '../messages.ts';

export interface RatingProps {
  lang: Lang;
  action: string;
  hidden?: Readonly<Record<string, string>>;
  /** Posted values of the five, top to bottom; 5 4 3 2 1 by default. */
  values?: readonly string[];
  name?: string;
  /** Reasons offered after any value alike. */
  reasons?: readonly { value: string; text: string }[];
  error?: string;
  /** What was posted without a value: it stands there again. */
  typed?: { reasons: readonly string[]; comment: string };
  id?: string;
}

/** Five rows of equal size, none chosen beforehand, the same reasons after any value; 不打也行. */
export function Rating({
  lang,
  action,
  hidden = {},
  values = ['5', '4', '3', '2', '1'],
  name = 'level',
  reasons = [],
  error,
  typed,
  id = 'rate',
}: RatingProps): ReactNode {
  const say = words(lang);
  return (
    <form method="post" action={action} className="rating" noValidate>
      <ErrorSummary lang={lang} items={error === undefined ? [] : [{ href: `#${id}.${values[0]}`, text: error }]} />
      {Object.entries(hidden).map(([n, v]) => (
        <input key={n} type="hidden" name={n} value={v} />
      ))}
      <fieldset
        role="radiogroup"
        aria-invalid={error ? true : undefined}
        className={error ? 'rate err' : 'rate'}
        aria-describedby={error ? `${id}-e` : undefined}
      >
        <legend className="hint">{say.rateSame}</legend>
        {error && <ErrorText lang={lang} id={`${id}-e`} text={error} />}
        <div>
          {say.rateLevels.map((text, i) => (
            <label key={text}>
              <input type="radio" id={`${id}.${values[i]}`} name={name} value={values[i]} />
              {text}
            </label>
          ))}
        </div>
      </fieldset>
      {reasons.length > 0 && (
        <fieldset className="rate">
          <legend>{say.rateWhy}</legend>
          <div>
            {reasons.map((r) => (
              <label key={r.value}>
                <input type="checkbox" name="reason" value={r.value} defaultChecked={typed?.reasons.includes(r.value)} />
                {r.text}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="field">
        <label htmlFor={`${id}-more`}>
          {say.rateMore}
          <span className="opting">{say.optional}</span>
        </label>
        <div className="ctl">
          <textarea className="in" id={`${id}-more`} name="comment" rows={3} maxLength={500} defaultValue={typed?.comment} />
        </div>
      </div>
      <div className="formacts">
        <button type="submit" className="btn ghost">
          {say.rateSend}
        </button>
      </div>
    </form>
  );
}
