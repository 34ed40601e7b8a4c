import type { ReactNode } from 'react';
import type { Evaluation } from '#catalog';
import { Lamp } from '#kit/plain';
import { t, tell } from '../language.ts';

/** Answers by question id; `''` is 说不清, which goes to a person. */
export type Answers = Record<string, string>;

/** Questions still open: neither answered nor said to be unclear. */
export const openQuestions = (evaluation: Evaluation, answers: Answers): string[] =>
  evaluation.questions.filter((q) => answers[q.id] === undefined).map((q) => q.id);

/** Answers worth keeping: of questions that are asked in this situation. */
export const keptAnswers = (evaluation: Evaluation, answers: Answers): Record<string, string> =>
  Object.fromEntries(
    evaluation.questions.flatMap((q) => (answers[q.id] === undefined || answers[q.id] === '' ? [] : [[q.id, answers[q.id] ?? '']])),
  );

/** The situation, asked in place: radio groups, each one Tab stop, arrows choose. */
export function Questions({
  evaluation,
  answers,
  answer,
}: {
  evaluation: Evaluation;
  answers: Answers;
  answer: (id: string, value: string) => void;
}): ReactNode {
  return (
    <div className="asks">
      {evaluation.questions.map((question) => (
        <fieldset key={question.id} id={`q-${question.id}`}>
          <legend>{tell(question.text)}</legend>
          <div className="line">
            {[...question.options.map((o) => ({ value: o.value, name: tell(o.text) })), { value: '', name: t('说不清', 'Not sure') }].map(
              (option) => (
                <label key={option.value} className="chk">
                  <input
                    type="radio"
                    name={`q-${question.id}`}
                    value={option.value}
                    checked={answers[question.id] === option.value}
                    onChange={() => answer(question.id, option.value)}
                  />
                  {option.name}
                </label>
              ),
            )}
          </div>
        </fieldset>
      ))}
      {evaluation.outcome.kind !== 'apply' && evaluation.outcome.kind !== 'asks' && (
        <div className="guard" role="status">
          <Lamp kind="warn">{tell(evaluation.outcome.say) ?? t('可能不用办', 'Perhaps not needed')}</Lamp>
          <p>{tell(evaluation.outcome.next)}</p>
          <p className="s">
            {t(
              '申请人坚持要办，也可以接着填；由办的人写明理由答复。',
              'If the applicant insists, go on filling in; the office answers with its reasons.',
            )}
          </p>
        </div>
      )}
    </div>
  );
}

/** The situation in one line, for the top of the form. */
export function situationLine(evaluation: Evaluation | undefined, answers: Answers): string {
  const said = evaluation?.questions.flatMap((q) => tell(q.options.find((o) => o.value === answers[q.id])?.text) ?? []) ?? [];
  return said.length === 0 ? t('还没有说明', 'not told yet') : said.join(t('，', ', '));
}
