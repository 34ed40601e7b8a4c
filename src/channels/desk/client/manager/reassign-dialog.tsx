import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { ReassignReply, WaitingRow } from '#contracts/cases';
import { ApiProblem, newKey, post } from '../api.ts';
import { list, t, tell } from '../language.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemNotice, Waiting } from '../shell/notice.tsx';
import { peopleQuery } from './waiting.ts';

/** 改派: gives the chosen steps of one office to one of its people, with a reason both of them read. */
export function ReassignDialog({
  rows,
  organId,
  onClose,
  onDone,
}: {
  rows: WaitingRow[];
  organId: string;
  onClose: () => void;
  onDone: (words: string) => void;
}): ReactNode {
  const queries = useQueryClient();
  const [key, setKey] = useState(newKey);
  const people = useQuery(peopleQuery(organId));
  const numbers = new Map(rows.map((r) => [r.stepId, r]));
  const run = useMutation({
    mutationFn: (body: { personId: string; reason: string }) =>
      post<ReassignReply>(
        '/api/staff/supervising/reassign',
        { ...body, steps: rows.map((r) => ({ caseId: r.caseId, stepId: r.stepId, expectedSeq: r.seq })) },
        key,
      ),
    onError: (error) => {
      if (error instanceof ApiProblem && error.status !== 0 && error.status < 500) setKey(newKey());
    },
    onSuccess: async (reply) => {
      setKey(newKey());
      await queries.invalidateQueries({ queryKey: ['work'] });
      if (reply.done === reply.rows.length)
        onDone(t(`已改派${reply.done}件，两边的人都会看到。`, `${reply.done} reassigned; both people will be told.`));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (run.isPending) return;
    const form = new FormData(event.currentTarget);
    run.mutate({ personId: String(form.get('person') ?? ''), reason: String(form.get('reason') ?? '').trim() });
  };
  const failed = run.data?.rows.filter((r) => !r.done) ?? [];
  if (run.data !== undefined)
    return (
      <Dialog
        title={t(`改派了${run.data.done}件，${failed.length}件没有改成`, `${run.data.done} reassigned, ${failed.length} not`)}
        onClose={onClose}
      >
        <ul className="ls bare" role="alert">
          {failed.map((r) => (
            <li key={r.stepId}>
              <span className="num">{numbers.get(r.stepId)?.number}</span>
              <span className="s">
                {tell(r.say)} {tell(r.next)}
              </span>
            </li>
          ))}
        </ul>
        <p className="dialog-do">
          <button type="button" className="b l p" data-first onClick={onClose}>
            {t('知道了', 'Understood')}
          </button>
        </p>
      </Dialog>
    );
  return (
    <Dialog title={t(`改派${rows.length}件`, `Reassign ${rows.length}`)} onClose={onClose}>
      <form onSubmit={submit}>
        <p className="s">
          {t(
            '每一件都单独记录。现在的经办人和新的经办人都会看到，附上您写的理由。期限不变。',
            'Each is recorded by itself. Who has it now and who gets it are both told, with your reason. The limits stay.',
          )}
        </p>
        <ProblemNotice error={run.error ?? people.error} />
        {people.isPending && <Waiting what={t('正在取这个部门的人…', 'Getting the people of this office…')} />}
        {people.data !== undefined && (
          <fieldset>
            <legend>{t('改派给', 'To')}</legend>
            {people.data.length === 0 && (
              <p>
                {t(
                  '这个部门现在没有能办这一步的人。请管理员先设岗位。',
                  'Nobody at this office can do this step. Ask an administrator to give a post first.',
                )}
              </p>
            )}
            {people.data.map((p, n) => (
              <label key={p.personId} className="opt person">
                <input type="radio" name="person" value={p.personId} required data-first={n === 0 ? '' : undefined} />
                <span>
                  {p.name}
                  <span className="s">
                    {list(p.titles.map((title) => tell(title)))}
                    {t(
                      `；手上${p.open}件${p.late > 0 ? `，超期${p.late}件` : ''}`,
                      `; has ${p.open}${p.late > 0 ? `, ${p.late} late` : ''}`,
                    )}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <p className="field">
          <label htmlFor="why">{t('理由', 'Reason')}</label>
          <textarea id="why" name="reason" className="inp" rows={3} maxLength={2000} required />
        </p>
        <p className="dialog-do">
          <button type="button" className="b l" onClick={onClose}>
            {t('不办了', 'Cancel')}
          </button>
          <button type="submit" className="b l p" aria-busy={run.isPending}>
            {run.isPending ? t('正在办…', 'Working…') : t(`改派${rows.length}件`, `Reassign ${rows.length}`)}
          </button>
        </p>
      </form>
    </Dialog>
  );
}
